export { createDiagram, type DiagramOptions } from "./create-diagram.js";
export type { Mermaid } from "./draw.js";
