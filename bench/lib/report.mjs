/** bench/RESULTS.md, bench/results.json and the chart, from what was measured. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { contenders } from "../contenders.mjs";
import { drawChart } from "./chart.mjs";
import { markdownTable, tables } from "./tables.mjs";
import { checkTargets } from "./targets.mjs";
import { medianResult } from "./statistics.mjs";

const bench = fileURLToPath(new URL("..", import.meta.url));
const root = path.join(bench, "..");

function versions() {
  const { dependencies } = JSON.parse(readFileSync(path.join(bench, "package.json"), "utf8"));
  const own = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  return [
    `headwater ${own.version} (${commit})`,
    ...Object.entries(dependencies).map(([name, version]) => `${name} ${version}`),
  ];
}

function machine(chromium) {
  const [{ model }] = cpus();
  const processor = model.replaceAll(/\(R\)|\(TM\)|\b\d+-Core\b|Processor|CPU.*/g, "").trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${processor}, virtual or not), ${memory} GB, Node ${process.versions.node}, headless Chromium ${chromium}`;
}

/** Medians of all cases: `case → contender → measure`. */
function mediansOf(results) {
  const all = Object.entries(results).map(([name, done]) => [
    name,
    done.rows
      ? { rows: done.rows[0] }
      : Object.fromEntries(
          contenders
            .flatMap(({ name, renderer }) => [...new Set([name, renderer])])
            .filter((name) => done[name]?.length > 0)
            .map((name) => [name, { ...medianResult(done[name]), runs: done[name].length }]),
        ),
  ]);
  return Object.fromEntries(all);
}

const preface = `Written by \`npm run bench\`; run it to get your own. "ms" are milliseconds of **processor time of the page's main thread** (script,
style, layout, paint, garbage collection), which other work on the machine disturbs little; lags, long tasks and gaps between frames
are by the clock. Each number is a median. A fresh browser for every run, production builds, a server on loopback that sends one
event per token (3.4 characters), generated Markdown (headings, lists, tables, quotes, code, links).

- \`floor-blocks\` is \`fetch\` and one text node per paragraph: no Markdown, no React. Nobody can do much less.
- \`!\`: the text was not complete at the end (every unit of it carries a marker; all have to be there once and in order).
- \`~\`: the main thread waited for a processor for more than 10 % of the run, even in its best try: other work on the
  machine. Where a clock sets the pace it then painted fewer frames, and looks cheaper than it is.
- At a fixed rate nobody can use more than the whole thread: who would need more shows fewer states in between, or comes late.
- \`tanstack\` waits for a timer after each event (about 200 tokens per second at most), so its long answers were left out.
`;

/** How often the cases were run: one number, or the least and the most. */
function rounds(medians) {
  const runs = Object.values(medians).flatMap((one) => Object.values(one).map((result) => result.runs ?? 1));
  return [...new Set([Math.min(...runs), Math.max(...runs)])].join(" to ");
}

export async function writeReport(results, chromium) {
  const medians = mediansOf(results);
  const date = new Date().toISOString().slice(0, 10);
  const list = versions();
  const checked = checkTargets(medians);
  const targetRows = checked.map(({ name, target, measured, met }) => [
    name,
    target,
    measured,
    met === undefined ? "not measured" : met ? "yes" : "**no**",
  ]);
  const parts = [
    "# Results of the benchmark",
    `${date}. ${machine(chromium)}.`,
    preface,
    `Rounds: ${rounds(medians)}.`,
    "## Targets",
    markdownTable(["", "target", "measured", "met"], targetRows),
    ...tables(medians).flatMap(({ title, note, head, rows }) => [
      `## ${title}`,
      ...(note === undefined ? [] : [note]),
      markdownTable(head, rows),
    ]),
    "## Versions",
    `${list.join(", ")}.`,
  ];
  writeFileSync(path.join(bench, "RESULTS.md"), `${parts.join("\n\n")}\n`);
  const facts = { date, machine: machine(chromium), versions: list, targets: checked, medians };
  writeFileSync(path.join(bench, "results.json"), `${JSON.stringify(facts, undefined, 1)}\n`);
  writeFileSync(path.join(root, "docs", "images", "bench.svg"), drawChart(medians));
  // Formatted as all other files are.
  execFileSync(path.join(root, "node_modules", ".bin", "oxfmt"), ["bench/RESULTS.md", "bench/results.json"], {
    cwd: root,
    shell: process.platform === "win32",
  });
  const met = checked.filter((target) => target.met === true).length;
  console.log(`\n${met} of ${checked.length} targets met; see bench/RESULTS.md`);
}
