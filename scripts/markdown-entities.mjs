/**
 * Writes the tables of named entities in src/markdown from a JSON file or module that maps names to what they stand for (the
 * table of the HTML standard, for instance the npm package `character-entities`, or entities.json of the standard):
 *
 *     node scripts/markdown-entities.mjs <file>
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** The names of HTML 4, which people write by hand. */
const common =
  `quot amp lt gt apos nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig
Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute
Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml
eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml OElig oelig Scaron scaron Yuml
fnof circ tilde Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi
Psi Omega alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi
psi omega thetasym upsih piv ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger bull
hellip permil prime Prime lsaquo rsaquo oline frasl euro image weierp real trade alefsym larr uarr rarr darr harr crarr lArr uArr
rArr dArr hArr forall part exist empty nabla isin notin ni prod sum minus lowast radic prop infin ang and or cap cup int there4 sim
cong asymp ne equiv le ge sub sup nsub sube supe oplus otimes perp sdot lceil rceil lfloor rfloor lang rang loz spades clubs hearts
diams`.split(/\s+/);

async function readNames(file) {
  if (!file.endsWith(".json")) return (await import(pathToFileURL(path.resolve(file)).href)).characterEntities;
  const entries = Object.entries(JSON.parse(readFileSync(file, "utf8"))).filter(([name]) => name.endsWith(";"));
  return Object.fromEntries(entries.map(([name, { characters }]) => [name.slice(1, -1), characters]));
}

/** Entries by code point: how far it is from the one before, unless that is 1, more code points after `+`, and the names. */
function pack(names, table) {
  const byValue = Map.groupBy ? Map.groupBy(names, (name) => table[name]) : group(names, table);
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

function group(names, table) {
  const groups = new Map();
  for (const name of names) groups.set(table[name], [...(groups.get(table[name]) ?? []), name]);
  return groups;
}

function write(file, constant, comment, names, table) {
  const code = `import { createEntities } from "./pack.js";

/** ${comment} Made by scripts/markdown-entities.mjs. */
export const ${constant}: (name: string) => string | undefined = createEntities(
  // oxfmt-ignore
  "${pack(names, table)}",
);
`;
  writeFileSync(new URL(`../src/markdown/${file}`, import.meta.url), code);
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node scripts/markdown-entities.mjs <file>");
const table = await readNames(file);
write("entities.ts", "namedEntity", "All 2,125 named entities of HTML.", Object.keys(table), table);
write("common-entities.ts", "commonEntity", "The 253 named entities of HTML 4 with `apos`.", common, table);
