/**
 * Writes the table of named entities, src/markdown/entities.ts, from a JSON file or module that maps names to what they stand for
 * (the table of the HTML standard, for instance the npm package `character-entities`, or entities.json of the standard):
 *
 *     node scripts/markdown-entities.mjs <file>
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

async function readNames(file) {
  if (!file.endsWith(".json")) return (await import(pathToFileURL(path.resolve(file)).href)).characterEntities;
  const entries = Object.entries(JSON.parse(readFileSync(file, "utf8"))).filter(([name]) => name.endsWith(";"));
  return Object.fromEntries(entries.map(([name, { characters }]) => [name.slice(1, -1), characters]));
}

/** Entries by code point: how far it is from the one before, unless that is 1, more code points after `+`, and the names. */
function pack(table) {
  const byValue = new Map();
  for (const [name, value] of Object.entries(table)) byValue.set(value, [...(byValue.get(value) ?? []), name]);
  const values = [...byValue.keys()].toSorted((a, b) => a.codePointAt(0) - b.codePointAt(0) || a.length - b.length);
  let last = 0;
  return values
    .map((value) => {
      const [first, ...more] = [...value].map((char) => char.codePointAt(0));
      const step = first - last;
      last = first;
      const own = byValue.get(value).toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
      return `${step === 1 ? "" : step}${more.map((code) => `+${code}`).join("")}${own.join(",")}`;
    })
    .join(";");
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node scripts/markdown-entities.mjs <file>");
const code = `import { createEntities } from "./pack.js";

/** All 2,125 named entities of HTML. Made by scripts/markdown-entities.mjs. */
export const namedEntity: (name: string) => string | undefined = createEntities(
  // oxfmt-ignore
  "${pack(await readNames(file))}",
);
`;
writeFileSync(new URL("../src/markdown/entities.ts", import.meta.url), code);
