/**
 * The generated answers. Every unit of the text (paragraph, heading, list item, row of a table, quote, every fifth line of code)
 * carries a marker, so that a page can be asked whether it shows all of the text, once and in order.
 */
import { createRandom } from "./random.mjs";

/** Mean length of a token, in characters. */
const tokenLength = 3.4;

/** Markers of different streams on one page are this far apart. */
export const streamStride = 100_000;

const words = (
  "the of a to in is that it as for with this be are on by an from or which one can when more where than into over most after " +
  "stream token answer server client buffer frame chunk event parser reader render commit layout paint scroll memory latency " +
  "throughput request response message history browser network value field record index cache queue worker thread signal " +
  "carefully quickly usually often rarely simply therefore however although because before during between without against " +
  "café naïve – — ‘quoted’ über"
).split(" ");

function createWriter(seed, firstMarker) {
  const random = createRandom(seed);
  let marker = firstMarker;
  const below = (limit) => Math.floor(random() * limit);
  const word = () => words[below(words.length)];
  const plain = (count) => Array.from({ length: count }, word).join(" ");
  const mark = () => `u${marker++}e`;
  const decorated = () => {
    const kind = below(8);
    if (kind === 0) return `**${plain(2)}**`;
    if (kind === 1) return `*${plain(2)}*`;
    if (kind === 2) return `\`${word()}.${word()}()\``;
    if (kind === 3) return `[${plain(2)}](https://example.com/${word()}?q=${below(99)})`;
    return plain(2);
  };
  const sentence = (length) => {
    const pieces = [];
    for (let count = 0; count < length; count += 8) pieces.push(plain(5), decorated());
    return `${mark()} ${pieces.join(" ")}.`;
  };
  const blocks = {
    heading: () => `${"#".repeat(2 + below(2))} ${mark()} ${plain(4)}`,
    paragraph: () => sentence(30 + below(50)),
    list: () => Array.from({ length: 3 + below(4) }, () => `- ${sentence(10)}`).join("\n"),
    nested: () => `- ${sentence(8)}\n  - ${sentence(8)}\n  - ${sentence(6)}\n- ${sentence(8)}`,
    ordered: () => Array.from({ length: 3 + below(3) }, (_, at) => `${at + 1}. ${sentence(10)}`).join("\n"),
    table: () => {
      const header = `| ${mark()} name | ${word()} | ${word()} |`;
      const rows = Array.from(
        { length: 3 + below(4) },
        () => `| ${mark()} ${plain(2)} | ${decorated()} | ${below(9999)} |`,
      );
      return [header, "| --- | --- | ---: |", ...rows].join("\n");
    },
    quote: () => `> ${sentence(20)}`,
    code: () => {
      const lines = Array.from({ length: 5 + below(12) }, (_, at) =>
        at % 5 === 0
          ? `// ${mark()} ${plain(4)}`
          : `${"  ".repeat(at % 3)}const ${word().replaceAll(/\W/g, "x")}${at} = await read(${below(99)}, "${plain(2)}");`,
      );
      return `\`\`\`ts\n${lines.join("\n")}\n\`\`\``;
    },
  };
  const order = [
    "heading",
    "paragraph",
    "list",
    "paragraph",
    "code",
    "paragraph",
    "table",
    "ordered",
    "quote",
    "nested",
  ];
  let at = 0;
  return { next: () => blocks[order[at++ % order.length]](), mark, markers: () => marker - firstMarker, random };
}

/** `count` tokens of Markdown, always the same for the same stream. Gives the tokens, the text and how many markers it has. */
export function writeAnswer(count, stream = 0) {
  const writer = createWriter(stream + 1, stream * streamStride);
  let text = writer.next();
  while (text.length < count * tokenLength) text += `\n\n${writer.next()}`;
  // The last characters are a marker: who shows it shows everything.
  text += `\n\nThe end ${writer.mark()}`;
  const weights = Array.from({ length: count }, () => 0.3 + writer.random());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const tokens = [];
  let reached = 0;
  let from = 0;
  for (const weight of weights) {
    reached += weight;
    const to = Math.max(from + 1, Math.round((reached / total) * text.length));
    tokens.push(text.slice(from, to));
    from = to;
  }
  tokens[tokens.length - 1] += text.slice(from);
  return { tokens, text, markers: writer.markers() };
}

/** Earlier messages, question and answer in turn. Message `n` carries the marker `h<n>e` in each of its blocks. */
export function writeHistory(count) {
  return Array.from({ length: count }, (_, at) => {
    const mark = (block) => block.replaceAll(/u\d+e/g, `h${at}e`);
    if (at % 2 === 0)
      return { id: `earlier-${at}`, role: "user", text: `h${at}e What about the ${words[at % words.length]}?` };
    const writer = createWriter(1_000_000 + at, 0);
    const blocks = Array.from({ length: 2 + (at % 3) }, () => mark(writer.next()));
    return { id: `earlier-${at}`, role: "assistant", text: blocks.join("\n\n") };
  });
}
