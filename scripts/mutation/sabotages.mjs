/**
 * Sabotages that must never go unseen, by name. Generated mutants are found too, but nobody would notice if one of these was
 * not generated any more.
 */
export const sabotages = [
  {
    name: "late-write guard removed",
    file: "src/engine/run.ts",
    find: /if \(ending\) return;/g,
    replace: "",
  },
  {
    name: "abort not forwarded to the request",
    file: "src/engine/run.ts",
    find: /(?<=settle\("aborted"\);\n) *controller\.abort\(\);/g,
    replace: "",
  },
  {
    name: "flush skipped when a run settles",
    file: "src/engine/run.ts",
    find: /batch\.flush\(\);/g,
    replace: "",
  },
];

/** The sabotaged code. @throws Error when the code is not there exactly once: then the sabotage must be written anew. */
export function sabotage({ name, find, replace }, code) {
  const places = [...code.matchAll(find)].length;
  if (places !== 1) throw new Error(`"${name}" fits ${places} places; it must fit one`);
  return code.replace(find, () => replace);
}
