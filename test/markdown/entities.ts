/** The entities that the examples of CommonMark use. */
const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: "\u00a0",
  copy: "©",
  AElig: "Æ",
  Dcaron: "Ď",
  frac34: "¾",
  HilbertSpace: "ℋ",
  DifferentialD: "ⅆ",
  ClockwiseContourIntegral: "∲",
  ngE: "≧̸",
  ouml: "ö",
  auml: "ä",
};

export function named(name: string): string | undefined {
  return Object.hasOwn(entities, name) ? entities[name] : undefined;
}
