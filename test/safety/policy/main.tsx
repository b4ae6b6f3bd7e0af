import { createRoot } from "react-dom/client";
import "../../../src/components/styles.css";
import { ChatPanel } from "../../../src/index.js";

createRoot(document.querySelector("#root")!).render(<ChatPanel endpoint="/reply?id=policy" />);
