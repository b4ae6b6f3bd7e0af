import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { mockServer } from "./server/vite-plugin.ts";

export default defineConfig({
  plugins: [react(), mockServer()],
  // Found only when a page asks for them, these would reload the page in the middle of a stream.
  optimizeDeps: {
    include: ["react", "react-dom/client", "react/jsx-dev-runtime", "zustand", "zustand/vanilla", "eventsource-parser"],
  },
  server: { fs: { allow: [".."] } },
  build: { outDir: "../playground-dist", emptyOutDir: true },
});
