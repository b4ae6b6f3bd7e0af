import { messageText, type Message } from "../../src/protocol/message.js";
import type { MockAnswer } from "../../src/testing.js";

/** Everything that is hard to carry over a wire: code points of every length, line ends, marks of the framings. */
export const hardText: string = [
  '# Títle "quoted" \\ back',
  "",
  "**Bold** `code` and a [link](https://a.example/?q=1&r=2).",
  "- 👩‍🚀 日本語テキスト — café\r",
  "data: x",
  "",
  "[DONE]",
  "42",
  "event: error",
  '{"error":"no error"}',
  "  two  spaces \t tab\u2028line\u0000 🏁",
].join("\n");

const pages = [
  { id: "https://a.example/1", kind: "web", url: "https://a.example/1", title: "Página «1»", snippet: "One." },
  { id: "https://b.example/?q=ü", kind: "web", url: "https://b.example/?q=ü", title: "B", snippet: "Two." },
] as const;

const file = { id: "file-1#2", kind: "file", fileId: "file-1", snippet: "Store between 2 °C and 8 °C." } as const;

/** An answer with everything that any wire has a place for. */
export const richAnswer: MockAnswer = {
  title: "Wetter 🌦",
  text: hardText,
  reasoning: "Let me think:\n\n1. 東京 2. Zürich 🤔",
  stages: [
    { title: "Planning", text: "Breaking the question\nup 🪓" },
    { title: "search the web", kind: "search", input: "weather Zürich", sources: [pages[1]] },
    { title: "get_forecast", kind: "tool", input: '{"days":2}', output: '{"sky":"☁️"}' },
  ],
  sources: [pages[0], file],
  citations: [
    { start: 2, end: 7, kind: "web", url: "https://a.example/1", title: "Página «1»" },
    // Behind an emoji that is several code points long.
    {
      start: hardText.indexOf("日"),
      end: hardText.indexOf(" —"),
      kind: "video",
      itemId: "item-1",
      startSec: 1,
      endSec: 2.5,
    },
  ],
  subqueries: [{ query: "How cold?", answer: "2 °C", sources: [file] }],
  references: [{ kind: "file", text: "Store it cold.", fileId: "file-1", score: 0.9, page: 12, cite: "file-1" }],
  toolCalls: [
    { id: "call-a", name: "get_weather", arguments: { place: "Zürich 🏔", days: [1, 2] } },
    { id: "call-b", name: "get_time", arguments: {} },
  ],
  usage: { inputTokens: 12, outputTokens: 345, totalTokens: 357, reasoningTokens: 67, cachedInputTokens: 8 },
  model: "model-of-the-test",
};

/** What a user would see of a message, without ids and times of its own. Members that say nothing are left out. */
export function seeMessage(message: Message): Record<string, unknown> {
  const { parts, stages, sources, citations, subqueries, references, usage, finishReason, title, model } = message;
  const texts = (kind: string) => parts.map((part) => (part.type === kind && "text" in part ? part.text : "")).join("");
  const toolCalls = parts.flatMap((part) =>
    part.type === "tool-call" ? { name: part.name, arguments: part.arguments } : [],
  );
  const seen = {
    text: messageText(message),
    reasoning: texts("reasoning"),
    refusal: texts("refusal"),
    toolCalls,
    stages: stages.map(({ kind, title: name, text, input, output, sources: found }) => ({
      kind,
      title: name,
      text,
      input,
      output,
      urls: found.map(({ url }) => url),
    })),
    sources: sources.map(
      ({ kind, url, fileId, title: name, snippet }) => url ?? fileId ?? `${kind} ${name} ${snippet}`,
    ),
    citations: citations.map(({ start, end, kind, url, itemId }) => `${kind} ${url ?? itemId} ${start}-${end}`),
    subqueries: subqueries.map(({ query, answer, sources: found }) => [query, answer, found.length]),
    references,
    usage,
    finishReason,
    title,
    model,
  };
  return JSON.parse(
    JSON.stringify(seen, (_key, value: unknown) =>
      value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value,
    ),
  ) as Record<string, unknown>;
}
