/**
 * `npm run test:mutation`: breaks `src/engine/`, `src/store/` and `src/chat/` in every way that Stryker knows, one way at a
 * time, and runs the tests that reach the broken place. What no test notices is a hole in the tests, or an equivalent that
 * belongs in the list. `npm run test:mutation -- src/engine/run.ts` does it for some files only.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { equivalents } from "./equivalents.mjs";
import { sabotages } from "./sabotages.mjs";
import { describeMutant, percent, score } from "./score.mjs";

const threshold = 90;
const folders = ["engine", "store", "chat"];
const configFile = "scripts/mutation/vitest.config.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
// The same tests for every mutant: what a random schedule finds must not depend on luck.
process.env.SEED ??= "20261121";
process.env.SCHEDULES ??= "200";

const named = process.argv.slice(2).map((file) => path.relative("", file).replaceAll(path.sep, "/"));
for (const file of named) {
  if (!existsSync(file) || !folders.some((folder) => file.startsWith(`src/${folder}/`))) {
    console.error(`${file}: not a file of src/{${folders.join(",")}}/`);
    process.exit(2);
  }
}

/** The titles of the tests that fail with a sabotage, `undefined` when they did not run. */
function failing(name) {
  const outputFile = ".cache/sabotage.json";
  rmSync(outputFile, { force: true });
  const vitest = fileURLToPath(new URL("./vitest.mjs", import.meta.resolve("vitest/package.json")));
  const args = [vitest, "run", "--config", configFile, "--reporter", "json", "--outputFile", outputFile];
  const { stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, SABOTAGE: name },
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const { numTotalTests = 0, testResults = [] } = existsSync(outputFile)
    ? JSON.parse(readFileSync(outputFile, "utf8"))
    : {};
  const broken = testResults.find(({ status, assertionResults }) => status === "failed" && !assertionResults.length);
  if (numTotalTests === 0 || broken !== undefined) {
    console.error(`${broken?.message ?? stderr}\n${name}: the tests did not run`);
    return undefined;
  }
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === "failed" ? [fullName.trim()] : [])),
  );
}

/** Whether every sabotage is caught. Says by which test. */
function checkSabotages(chosen) {
  let well = true;
  for (const { name, file } of chosen) {
    const tests = failing(name);
    well &&= tests !== undefined && tests.length > 0;
    if (tests === undefined) continue;
    console.log(`${tests.length > 0 ? "caught" : "NOT CAUGHT"}: ${name} (${file}), ${tests.length} tests fail`);
    if (tests[0] !== undefined) console.log(`        first: ${tests[0]}`);
  }
  return well;
}

async function runMutants() {
  const results = await new Stryker({
    testRunner: "vitest",
    plugins: [fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner"))],
    vitest: { configFile, related: false },
    // TypeScript 7 has no JavaScript API; there is nothing in tsconfig.json that the sandbox needs.
    tsconfigFile: "none",
    mutate: named.length > 0 ? named : folders.map((folder) => `src/${folder}/**/*.ts`),
    ignorePatterns: ["/dist", "/storybook-static", "/docs", "/playground", "/stories", "/tools", "/.cache"],
    coverageAnalysis: "perTest",
    concurrency: availableParallelism(),
    timeoutMS: 15_000,
    tempDirName: ".cache/stryker",
    reporters: ["progress-append-only"],
    logLevel: "warn",
    warnings: { slow: false },
    thresholds: { break: null },
  }).runMutationTest();
  const sources = new Map();
  return results.map((result) => {
    const fileName = path.relative("", result.fileName).replaceAll(path.sep, "/");
    if (!sources.has(fileName)) sources.set(fileName, readFileSync(fileName, "utf8"));
    return describeMutant({ ...result, fileName }, sources.get(fileName));
  });
}

function inOneLine(text) {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function printRow(name, rows) {
  const sum = (key) => String(rows.reduce((total, row) => total + row[key], 0));
  const cells = ["caught", "timeouts", "survived", "equivalent"].map((key) => sum(key).padStart(12));
  console.log(`${name.padEnd(34)}${`${percent(rows).toFixed(1)} %`.padStart(8)}${cells.join("")}`);
}

function report({ rows, survivors, stale }) {
  console.log(`\n${"".padEnd(34)}   score      caught  by timeout    survived  equivalent`);
  for (const row of rows) printRow(row.file, [row]);
  for (const folder of folders) {
    const inside = rows.filter(({ file }) => file.startsWith(`src/${folder}/`));
    if (inside.length > 1) printRow(`src/${folder}/`, inside);
  }
  printRow("all", rows);
  if (survivors.length > 0) console.log("\nSurvivors:");
  for (const { place, line, original, replacement, mutator, status } of survivors) {
    console.log(`${place} ${mutator}${status === "NoCoverage" ? " (no test comes here)" : ""}\n    in   ${line}`);
    console.log(`    from ${inOneLine(original)}\n    to   ${inOneLine(replacement)}`);
  }
  for (const { entry, why } of stale) {
    console.log(`\nscripts/mutation/equivalents.mjs lists what does not survive: ${entry.file}`);
    console.log(
      `    in   ${entry.line}\n    from ${inOneLine(entry.original)}\n    to   ${inOneLine(entry.replacement)}`,
    );
    console.log(`    why  ${why}`);
  }
}

console.log(`SEED=${process.env.SEED} SCHEDULES=${process.env.SCHEDULES}\n`);
const allCaught = checkSabotages(sabotages.filter(({ file }) => named.length === 0 || named.includes(file)));
console.log();
const result = score(await runMutants(), equivalents);
report(result);
const reached = percent(result.rows);
console.log(`\nMutation score ${reached.toFixed(2)} %, at least ${threshold} % wanted.`);
process.exitCode = allCaught && reached >= threshold && result.stale.length === 0 ? 0 : 1;
