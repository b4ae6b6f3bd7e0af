/** Where in a text an address may stand. */
export interface Place {
  readonly name: string;
  /** What reads an address here: entities and escapes, or only what stands there. */
  readonly reads: "markdown" | "source";
  /** What comes of it: something to click, something that loads, or only words. */
  readonly makes: "link" | "image" | "words";
  /** @param url without blanks, brackets balanced */
  readonly write: (url: string) => string;
}

function place(name: string, makes: Place["makes"], write: Place["write"], reads: Place["reads"] = "markdown"): Place {
  return { name, makes, write, reads };
}

/** Everywhere. */
export const places: readonly Place[] = [
  place("inline link", "link", (url) => `[go](${url})`),
  place("inline link in angle brackets", "link", (url) => `[go](<${url}>)`),
  place("inline link with blanks around", "link", (url) => `[go](  ${url}  )`),
  place("inline link with a title", "link", (url) => `[go](${url} "https://example.com")`),
  place("link of a link's title", "words", (url) => `[go](https://example.com "${url}")`),
  place("full reference", "link", (url) => `[go][ref]\n\n[ref]: ${url}`),
  place("collapsed reference", "link", (url) => `[go][]\n\n[go]: <${url}> 'title'`),
  place("shortcut reference", "link", (url) => `[go]\n\n[go]: ${url}`),
  place("definition before its use", "link", (url) => `[go]: ${url}\n\n[GO]`),
  place("autolink", "link", (url) => `<${url}>`, "source"),
  place("bare address", "words", (url) => `See ${url} now`, "source"),
  place("image", "image", (url) => `![alt](${url})`),
  place("image in angle brackets", "image", (url) => `![alt](<${url}> "title")`),
  place("image by reference", "image", (url) => `![alt][ref]\n\n[ref]: ${url}`),
  place("image in a link", "link", (url) => `[![alt](/a.png)](${url})`),
  place("image in a link, its own address", "image", (url) => `[![alt](${url})](https://example.com)`),
  place("footnote", "link", (url) => `a[^1]\n\n[^1]: [go](${url})`),
  place("footnote label", "words", (url) => `a[^${url}]\n\n[^${url}]: note`, "source"),
  place("table cell", "link", (url) => `| a | b |\n|---|---|\n| [go](${url}) | x |`),
  place("table head", "link", (url) => `| [go](${url}) |\n|---|`),
  place("heading", "link", (url) => `# [go](${url})`),
  place("underlined heading", "link", (url) => `[go](${url})\n===`),
  place("list item", "link", (url) => `- [go](${url})\n- x`),
  place("task item", "link", (url) => `- [ ] [go](${url})`),
  place("ordered list in a list", "link", (url) => `- a\n  7. [go](${url})`),
  place("quote", "link", (url) => `> > [go](${url})`),
  place("alert", "link", (url) => `> [!WARNING]\n> [go](${url})`),
  place("emphasis", "link", (url) => `***[go](${url})***`),
  place("strikethrough", "link", (url) => `~~[go](${url})~~`),
  place("words of a link", "words", (url) => `[${url}](https://example.com)`, "source"),
  place("nested brackets", "link", (url) => `[a [go](${url}) b](https://example.com)`),
  place("escaped bracket before it", "link", (url) => `\\[a](b) [go](${url})`),
  place("code", "words", (url) => `\`[go](${url})\``, "source"),
  place("block of code", "words", (url) => `\`\`\`\n[go](${url})\n\`\`\``, "source"),
  place("code info string", "words", (url) => `~~~ ${url} x\na\n~~~`),
  place("hard break", "link", (url) => `a  \n[go](${url})\\\nb`),
  place("after an open comment", "words", (url) => `<!-- \n[go](${url})`),
  place("raw link", "link", (url) => `<a href="${url}">go</a>`, "source"),
  place("raw area", "link", (url) => `<map name=m><area href="${url}" shape=default alt=go></map>`, "source"),
  place("raw form", "link", (url) => `<form action="${url}"><button>go</button></form>`, "source"),
  place("raw frame", "words", (url) => `<iframe src="${url}"></iframe>`, "source"),
  place("raw embed", "words", (url) => `<embed src="${url}"><object data="${url}"></object>`, "source"),
  place("raw base", "words", (url) => `<base href="${url}"><a href="x">go</a>`, "source"),
  place(
    "raw link of SVG",
    "words",
    (url) => `<svg><a xlink:href="${url}" href="${url}"><text>go</text></a></svg>`,
    "source",
  ),
];

const common = new Set([
  "inline link",
  "inline link in angle brackets",
  "full reference",
  "autolink",
  "image",
  "image in a link",
  "raw link",
]);

/** The places that differ in how they are read: for what is tried in many spellings. */
export const commonPlaces: readonly Place[] = places.filter(({ name }) => common.has(name));
