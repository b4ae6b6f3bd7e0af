export { createMath } from "./create-math.js";
export type { MathOptions } from "./formula.js";
