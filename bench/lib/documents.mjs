/** Long documents of one construct each, in pieces of about 1 kB, each with a marker. */

const sentence =
  "The quick brown fox jumps over the lazy dog, and **then** it `reads` the [page](https://example.com/page) again. ";
const code = '  const value = await read("some text", { limit: 100, follow: true }); // what was read\n';
const cells = "| one cell | another `cell` | **12,345** |\n";

const fill = (line, length) => line.repeat(Math.ceil(length / line.length));

export const constructs = {
  code: { head: "```ts\n", piece: (at, length) => `// u${at}e\n${fill(code, length)}` },
  list: { head: "", piece: (at, length) => `- u${at}e first\n${fill(`- ${sentence}\n`, length)}` },
  table: {
    head: "| a | b | c |\n| - | - | -: |\n",
    piece: (at, length) => `| u${at}e | x | y |\n${fill(cells, length)}`,
  },
  paragraph: { head: "", piece: (at, length) => `u${at}e ${fill(sentence, length)}` },
};

/** `length` characters in `count` pieces. */
export function writeDocument(construct, length, count) {
  const { head, piece } = constructs[construct];
  const pieces = Array.from({ length: count }, (_, at) => piece(at, length / count - 20));
  pieces[0] = head + pieces[0];
  return pieces;
}
