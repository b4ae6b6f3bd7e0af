/**
 * Measures Headwater against a raw floor and its peers: `npm run bench -- [options]`.
 *
 * --quick              small sizes, Headwater, the floor and AI SDK with Streamdown only
 * --only chat,markdown groups: chat, markdown, growth, parse, reduce, sizes
 * --contenders a,b     names of contenders.mjs
 * --key text           cases whose name contains it
 * --rounds n           3 unless told; medians are printed
 * --tries n            how often a run is repeated when other work on the machine disturbed it; 3 unless told
 * --keep               goes on with what an earlier run has measured
 * --built              takes `dist/` as it is
 * --report             measures nothing: writes the report of what is there
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chatCells } from "./cases/chat.mjs";
import { markdownCells } from "./cases/markdown.mjs";
import { nodeCells } from "./cases/node.mjs";
import { contenders } from "./contenders.mjs";
import { prepare } from "./lib/prepare.mjs";
import { printCase } from "./lib/print.mjs";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    contenders: { type: "string" },
    key: { type: "string" },
    rounds: { type: "string" },
    tries: { type: "string" },
    keep: { type: "boolean", default: false },
    built: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
  },
});
const listed = (text) => text?.split(",").map((name) => name.trim());
const bench = fileURLToPath(new URL(".", import.meta.url));
const { quick } = options;
const rounds = Number(options.rounds ?? (quick ? 1 : 3));
const names = listed(options.contenders) ?? (quick ? ["headwater", "floor-blocks", "aisdk-streamdown"] : undefined);
const groups = listed(options.only);
const chosen = contenders.filter(({ name }) => names === undefined || names.includes(name));
const cells = [
  ...chatCells(chosen, { quick, rounds }),
  ...markdownCells(chosen, { quick, rounds }),
  ...nodeCells({ quick }),
].filter(
  ({ group, key }) =>
    (groups === undefined || groups.includes(group)) && (options.key === undefined || key.includes(options.key)),
);
if (cells.length === 0) throw new Error("Nothing of that name is measured.");

// A quick run and a full one have cases of the same name with fewer rounds.
const file = path.join(bench, ".cache", quick ? "quick.json" : "results.json");
const goesOn = (options.keep || options.report) && existsSync(file);
const results = goesOn ? JSON.parse(readFileSync(file, "utf8")) : {};

/** A thread that had to wait for a processor paints fewer frames: such a run is repeated, and the best of them counts. */
const tries = Number(options.tries ?? (quick ? 1 : 3));
const waitedTooLong = ({ waited = 0, wall = Infinity }) => waited > wall * 0.1;

const hasResult = (result) => Array.isArray(result) || result.error === undefined || result.task !== undefined;

async function measure(cell, server) {
  let best;
  for (let attempt = 0; attempt < tries; attempt++) {
    // A browser that dies is a result too, and no reason to lose the others.
    const result = await cell.run(server).catch((error) => ({ complete: false, error: String(error).split("\n")[0] }));
    if (best === undefined || !hasResult(best) || result.waited < best.waited) best = result;
    if (!waitedTooLong(result)) break;
  }
  return best;
}

// The driver of the browser closes it when it hears of this, and that would only look like a browser that died.
process.once("SIGTERM", () => process.exit(143));

if (!options.report) {
  prepare({ isBuilt: options.built });
  mkdirSync(path.dirname(file), { recursive: true });
  const { buildPage, builds } = await import("./lib/build.mjs");
  const { startServer } = await import("./lib/server.mjs");
  if (cells.some(({ contender }) => contender !== "rows")) {
    for (const page of new Set(chosen.map(({ page }) => page))) await buildPage(page);
  }
  const server = await startServer(builds);
  try {
    for (const name of new Set(cells.map(({ group, key }) => `${group}: ${key}`))) {
      const row = cells.filter(({ group, key }) => `${group}: ${key}` === name);
      const done = (results[name] ??= {});
      // In turn, so that what else the machine does meets everybody.
      for (let round = 0; round < rounds; round++) {
        for (const cell of row) {
          // What died is tried again.
          const runs = (done[cell.contender] = (done[cell.contender] ?? []).filter(hasResult));
          if (round >= cell.rounds || runs.length > round) continue;
          runs.push(await measure(cell, server));
          writeFileSync(file, JSON.stringify(results));
        }
      }
      printCase(
        name,
        row.map(({ contender }) => contender),
        done,
      );
    }
  } finally {
    await server.close();
  }
}

if (!quick) {
  const { writeReport } = await import("./lib/report.mjs");
  const { chromiumVersion } = await import("./lib/browser.mjs");
  await writeReport(results, await chromiumVersion());
}
