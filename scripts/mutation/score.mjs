/** What Stryker says of a mutant that some test noticed, by failing or by not coming to an end. */
const caught = new Set(["Killed", "Timeout"]);
const missed = new Set(["Survived", "NoCoverage"]);

/** A mutant as an entry of the list of equivalents describes it: by its text, not by a place that moves. */
export function describeMutant(mutant, source) {
  const { fileName, location, replacement, status, mutatorName, statusReason = "", killedBy = [] } = mutant;
  const { start, end } = location;
  const lines = source.split("\n");
  const inside = lines.slice(start.line - 1, end.line);
  inside[inside.length - 1] = inside.at(-1).slice(0, end.column - 1);
  inside[0] = inside[0].slice(start.column - 1);
  return {
    file: fileName,
    place: `${fileName}:${start.line}:${start.column}`,
    line: lines[start.line - 1].trim(),
    original: inside.join("\n"),
    replacement,
    mutator: mutatorName,
    status,
    caughtBy: [...killedBy, statusReason].join("; "),
  };
}

function isSame(entry, mutant) {
  return ["file", "line", "original", "replacement"].every((key) => entry[key] === mutant[key]);
}

/**
 * Counts per file. A mutant on the list of equivalents counts for nothing; an entry of that list that describes no survivor
 * is told as stale.
 */
export function score(mutants, equivalents) {
  const files = new Map();
  const survivors = [];
  for (const mutant of mutants) {
    const { file, status } = mutant;
    if (!caught.has(status) && !missed.has(status)) throw new Error(`${mutant.place}: not tested (${status})`);
    const row = files.get(file) ?? { file, caught: 0, timeouts: 0, equivalent: 0, survived: 0 };
    files.set(file, row);
    if (caught.has(status)) row.caught++;
    else if (equivalents.some((entry) => isSame(entry, mutant))) row.equivalent++;
    else {
      row.survived++;
      survivors.push(mutant);
    }
    if (status === "Timeout") row.timeouts++;
  }
  const stale = equivalents.flatMap((entry) => {
    const same = mutants.filter((mutant) => isSame(entry, mutant));
    const noticed = same.find(({ status }) => caught.has(status));
    if (!files.has(entry.file) || (same.length > 0 && noticed === undefined)) return [];
    return { entry, why: noticed === undefined ? "no such mutant" : `${noticed.status} ${noticed.caughtBy}` };
  });
  return { rows: [...files.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1)), survivors, stale };
}

/** Caught of all that can be caught, in percent; 100 where there is nothing to catch. */
export function percent(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const all = sum("caught") + sum("survived");
  return all === 0 ? 100 : (sum("caught") / all) * 100;
}
