import { runLongLine, runParse, runReduce } from "../lib/parse.mjs";
import { runSizes } from "../lib/sizes.mjs";

const cell = (group, key, run) => ({ group, key, contender: "rows", rounds: 1, run });

/** What needs no browser. Each run gives the rows of a table. */
export function nodeCells({ quick }) {
  if (quick) return [];
  return [
    cell("parse", "speed", runParse),
    cell("parse", "one long line", runLongLine),
    cell("reduce", "speed", runReduce),
    cell("sizes", "bundles", runSizes),
  ];
}
