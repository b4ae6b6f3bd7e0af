/** Those that models write. All others are in `entities.ts`, which is 23 kB. */
const common: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  bull: "•",
  copy: "©",
  euro: "€",
  gt: ">",
  hellip: "…",
  larr: "←",
  lt: "<",
  mdash: "—",
  middot: "·",
  nbsp: "\u00a0",
  ndash: "–",
  quot: '"',
  rarr: "→",
  times: "×",
};

/** What the named entities stand for that answers have in them, without `&` and `;`. */
export function commonEntity(name: string): string | undefined {
  return Object.hasOwn(common, name) ? common[name] : undefined;
}
