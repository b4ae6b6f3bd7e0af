import { medianResult } from "./statistics.mjs";

export function show(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(show).join(" ");
  if (typeof value === "string") return value;
  if (value === 0) return "0";
  return Math.abs(value) < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en");
}

/** One case as a table on the terminal, with the ratio of each contender's main-thread time to ours. */
export function printCase(name, contenders, done) {
  console.log(`\n${name}`);
  if (contenders[0] === "rows") {
    for (const row of done.rows[0])
      console.log(
        `  ${Object.entries(row)
          .map(([key, value]) => `${key} ${show(value)}`)
          .join("  ")}`,
      );
    return;
  }
  const own = done.headwater && medianResult(done.headwater).task;
  for (const contender of contenders) {
    const result = medianResult(done[contender]);
    const ratio = own === undefined || result.task === undefined ? "" : `${show(result.task / own)}×`;
    const values = Object.entries(result).map(([key, value]) => `${key} ${show(value)}`);
    console.log(`  ${contender.padEnd(21)}${ratio.padStart(6)}  ${values.join("  ")}`);
  }
}
