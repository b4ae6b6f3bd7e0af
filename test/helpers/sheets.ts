import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./packed.js";

const whole = readFileSync(path.join(root, "src/components/styles.css"), "utf8");

/** Every style sheet of the package: the whole, the pieces of it, the themes. Paths below `headwater/`. */
export const sheets: readonly string[] = [
  "styles.css",
  ...Array.from(whole.matchAll(/@import ".*?([\w-]+\.css)"/g), ([, file = ""]) => `styles/${file}`),
  ...readdirSync(path.join(root, "src/themes")).map((file) => `themes/${file}`),
];
