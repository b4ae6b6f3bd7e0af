import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../src/components/styles.css";
import { App } from "./app.tsx";
import "./playground.css";
import "./inspect/inspect.css";

createRoot(document.querySelector("#root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
