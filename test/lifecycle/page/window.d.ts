import type { Lab } from "./types.js";

declare global {
  interface Window {
    lab: Lab;
  }
}
