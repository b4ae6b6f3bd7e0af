/** `npm run bench -- [--quick] [--only chat,markdown] [--contenders a,b] [--rounds 3] [--key text] [--keep] [--built]` */
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { parseArgs } from "node:util";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chatCells } from "./cases/chat.mjs";
import { markdownCells } from "./cases/markdown.mjs";
import { contenders } from "./contenders.mjs";
import { buildPage, builds } from "./lib/build.mjs";
import { prepare } from "./lib/prepare.mjs";
import { startServer } from "./lib/server.mjs";
import { medianResult } from "./lib/statistics.mjs";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    built: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    only: { type: "string" },
    contenders: { type: "string" },
    key: { type: "string" },
    rounds: { type: "string" },
  },
});
const listed = (text) => text?.split(",").map((name) => name.trim());
const bench = fileURLToPath(new URL(".", import.meta.url));
const { quick } = options;
const rounds = Number(options.rounds ?? (quick ? 1 : 3));
const names = listed(options.contenders) ?? (quick ? ["headwater", "floor-blocks", "aisdk-streamdown"] : undefined);
const groups = listed(options.only);
const chosen = contenders.filter(({ name }) => names === undefined || names.includes(name));
const cells = [...chatCells(chosen, { quick, rounds }), ...markdownCells(chosen, { quick, rounds })].filter(
  ({ group, key }) =>
    (groups === undefined || groups.includes(group)) && (options.key === undefined || key.includes(options.key)),
);

prepare({ isBuilt: options.built });
for (const page of new Set(chosen.map(({ page }) => page))) await buildPage(page);

const file = path.join(bench, ".cache", "results.json");
const results = options.keep && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const server = await startServer(builds);
const show = (value) => (typeof value === "number" ? value.toFixed(value < 10 ? 1 : 0) : String(value));
try {
  const keys = new Set(cells.map(({ group, key }) => `${group}: ${key}`));
  for (const key of keys) {
    const row = cells.filter((cell) => `${cell.group}: ${cell.key}` === key);
    for (let round = 0; round < Math.max(...row.map(({ rounds }) => rounds)); round++) {
      for (const cell of row) {
        const done = ((results[key] ??= {})[cell.contender] ??= []);
        if (round >= cell.rounds || done.length > round) continue;
        done.push(await cell.run(server));
        writeFileSync(file, JSON.stringify(results));
      }
    }
    console.log(key);
    for (const { contender } of row) {
      const result = medianResult(results[key][contender]);
      const text = Object.entries(result).map(([name, value]) => `${name} ${show(value)}`);
      console.log(`  ${contender.padEnd(22)} ${text.join("  ")}`);
    }
  }
} finally {
  await server.close();
}
