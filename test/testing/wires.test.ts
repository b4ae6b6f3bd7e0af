import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { auto, jsonLines, sseItems, xano } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import {
  answerScript,
  checkAdapter,
  findMockWire,
  mockWires,
  streamResponse,
  type AnswerScriptOptions,
  type MockAnswer,
} from "../../src/testing.js";
import { get } from "../../src/protocol/read.js";
import { frameJson } from "../../src/testing/wires/frames.js";
import { adaptersByName } from "../helpers/adapters.js";
import { hardText, richAnswer, seeMessage } from "../helpers/mock-answers.js";

const names = mockWires.map(({ name }) => name);
const seed = Number(process.env["SEED"] ?? 1);

const text = hardText;
const reasoning = richAnswer.reasoning;
const model = richAnswer.model;
const usage = richAnswer.usage;
const counts = { inputTokens: 12, outputTokens: 345, totalTokens: 357 };
const calls = [
  { name: "get_weather", arguments: '{"place":"Zürich 🏔","days":[1,2]}' },
  { name: "get_time", arguments: "{}" },
];
const serverCalls = [
  { name: "search the web", arguments: '{"input":"weather Zürich"}' },
  { name: "get_forecast", arguments: '{"days":2}' },
];
const forecast = { kind: "tool", title: "get_forecast", input: '{"days":2}', output: '{"sky":"☁️"}' };
const planned = "Breaking the question\nup 🪓";
const pages = ["https://a.example/1", "https://b.example/?q=ü"];
const graph = { subqueries: [["How cold?", "2 °C", 1]], references: richAnswer.references };
const finishReason = "tool_calls";

/** What is left of the rich answer, by wire: all that the wire has a place for. */
const expected: Readonly<Record<string, object>> = {
  "openai-chat": {
    text,
    reasoning,
    toolCalls: calls,
    usage,
    finishReason,
    model,
    sources: [pages[0]],
    citations: ["web https://a.example/1 2-7"],
  },
  "openai-completions": { text, usage: counts, finishReason: "stop", model },
  "openai-responses": {
    text,
    reasoning,
    toolCalls: calls,
    usage,
    finishReason,
    model,
    stages: [
      {
        kind: "commentary",
        text: planned,
      },
      {
        kind: "search",
        title: "web search",
        input: "weather Zürich",
      },
      forecast,
    ],
    citations: ["web https://a.example/1 2-7"],
  },
  "writer-chat": {
    text,
    toolCalls: calls,
    usage,
    finishReason,
    model,
    ...graph,
    stages: [{ kind: "search" }],
    sources: ["file-1", pages[0]],
  },
  "writer-completions": { text },
  "writer-agent": {
    text,
    title: "Wetter 🌦",
    stages: [{ text: `Planning\n${planned}` }, { text: "search the web", urls: [pages[1]] }, { text: "get_forecast" }],
    sources: [pages[1]],
  },
  "writer-graph": { text, sources: ["file-1"], ...graph },
  twelvelabs: {
    text,
    usage: counts,
    finishReason: "stop",
    stages: [
      {
        kind: "commentary",
        text: planned,
      },
      {
        kind: "tool",
        title: "search the web",
        input: "weather Zürich",
      },
      forecast,
    ],
    citations: [`video item-1 ${text.indexOf("日")}-${text.indexOf(" —")}`],
  },
  "twelvelabs-analyze": { text, usage: { outputTokens: 345 }, finishReason: "stop" },
  anthropic: {
    text,
    reasoning,
    toolCalls: calls,
    usage,
    finishReason,
    model,
    stages: [
      {
        kind: "search",
        title: "web_search",
        input: '{"query":"weather Zürich"}',
        urls: [pages[1]],
      },
      {
        ...forecast,
        output: JSON.stringify([
          {
            type: "text",
            text: forecast.output,
          },
        ]),
      },
      {
        kind: "search",
        title: "web_search",
        input: '{"query":"sources"}',
        urls: [pages[0]],
      },
    ],
    sources: [pages[1], pages[0]],
    citations: ["web https://a.example/1 2-7"],
  },
  gemini: {
    text,
    reasoning,
    toolCalls: calls,
    usage,
    finishReason,
    model,
    stages: [
      {
        ...forecast,
        title: "PYTHON",
      },
    ],
    sources: [pages[0], "file file-1 Store between 2 °C and 8 °C."],
    citations: ["web https://a.example/1 2-7"],
  },
  ollama: { text, reasoning, toolCalls: calls, usage: counts, finishReason, model },
  langgraph: {
    text,
    reasoning,
    toolCalls: calls,
    usage,
    finishReason,
    model,
    stages: [
      {
        kind: "node",
        title: "Planning",
        text: planned,
      },
      {
        kind: "node",
        title: "search the web",
      },
      {
        kind: "node",
        title: "get_forecast",
        output: forecast.output,
      },
      {
        kind: "node",
        title: "model",
      },
    ],
  },
  "ag-ui": {
    text,
    reasoning,
    usage,
    finishReason,
    toolCalls: [...serverCalls, ...calls],
    stages: [
      {
        title: "Planning",
        text: planned,
      },
      { title: "search the web" },
      { title: "get_forecast" },
    ],
  },
  "ai-sdk-ui": {
    text,
    reasoning,
    usage: counts,
    finishReason,
    model,
    toolCalls: [...serverCalls, ...calls],
    sources: [pages[1], pages[0], "file file-1 undefined"],
  },
  xano: { text },
  "json-lines": { text },
  "sse-items": { text },
  "plain-text": { text },
};

/** Reads an answer with an adapter, cut in every way. */
function check(name: string, adapter: Adapter, answer: MockAnswer, options?: AnswerScriptOptions): Promise<Message> {
  const { chunks, headers = {} } = answerScript(name, answer, options);
  return checkAdapter(adapter, { body: chunks.join(""), headers, seed, mutations: 10 });
}

function read(name: string, answer: MockAnswer, options?: AnswerScriptOptions): Promise<Message> {
  const response = streamResponse(answerScript(name, answer, options));
  return collectMessageWith(response, { adapter: adaptersByName[name]!, now: () => 0 });
}

test("every adapter has a wire of its name, every wire an adapter", () => {
  const folders = readdirSync("src/adapters", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const adapters = folders.map((entry) => entry.name).filter((name) => name !== "auto");
  expect(names.toSorted()).toEqual(adapters.toSorted());
  expect(names.toSorted()).toEqual(Object.keys(expected).toSorted());
});

describe.each(names)("an answer with everything, on the wire of %s", (name) => {
  const adapter = adaptersByName[name]!;
  const answer = richAnswer;

  test("its adapter reads all that the wire has a place for, cut anywhere", async () => {
    const message = await check(name, adapter, answer);
    expect(message.error).toBeUndefined();
    expect(message.status).toBe("done");
    expect(message.badFrames).toBeUndefined();
    expect(seeMessage(message)).toEqual(expected[name]);
  });

  test("detection finds the adapter and reads the same", async () => {
    const message = await check(name, auto, answer);
    expect(message.error).toBeUndefined();
    expect(seeMessage(message)).toEqual(expected[name]);
    // Items of Xano are Server-Sent Events like any other.
    expect(message.adapter).toBe(name === "xano" ? "sse-items" : name);
  });

  test("the same answer is the same bytes", () => {
    expect(answerScript(name, answer)).toEqual(answerScript(name, structuredClone(answer)));
  });

  test("about one frame per word", () => {
    const { chunks } = answerScript(name, answer);
    const lines = text.split("\n").length;
    const words = text.split(/\s+/).length;
    expect(chunks.length).toBeGreaterThanOrEqual(/items|lines|xano/.test(name) ? lines : words);
  });
});

const oddTexts: readonly (readonly [string, string])[] = [
  ["one word", "Hello"],
  ["leading and trailing white space", "\n\n  Hello \t\n"],
  ["emoji only", "👩‍👩‍👧‍👦🏳️‍🌈🇨🇭".repeat(20)],
  ["no spaces", "日本語の文章には空白がありません。".repeat(20)],
  ["JSON", '{"choices":[{"delta":{"content":"no"},"finish_reason":"stop"}],"done":true,"type":"finish"}'],
  ["the names of ends", "response.completed message_stop RUN_FINISHED [DONE] data: [DONE]\n\n"],
  ["very long", "All work and no play makes Jack a dull boy. ".repeat(2_000)],
];

describe.each(names)("texts on the wire of %s", (name) => {
  test.each(oddTexts)("%s", async (_title, odd) => {
    const message = await read(name, { text: odd });
    expect(message.error).toBeUndefined();
    expect(messageText(message)).toBe(odd);
  });

  test("no piece of a text or of arguments ends inside a character", () => {
    const emoji = oddTexts[2]![1];
    const toolCalls = [{ name: "f", arguments: `"${emoji}"` }];
    const { chunks } = answerScript(name, { text: emoji, reasoning: emoji, toolCalls });
    // Half a character is escaped in JSON.
    for (const chunk of chunks as string[]) expect(chunk).not.toMatch(/\p{Surrogate}|\\ud[89a-f]/iu);
  });

  test("an empty text is an empty answer", async () => {
    const message = await read(name, { text: "" });
    expect(messageText(message)).toBe("");
    // Nothing at all cannot be told from an answer that was cut off.
    expect(message.status).toBe(/plain-text|sse-items|xano|json-lines/.test(name) ? message.status : "done");
    expect(message.stages.filter(({ kind }) => kind !== "node")).toEqual([]);
  });
});

describe("items", () => {
  const items = [null, 0, "", "text", "42", "[DONE]", "two\nlines", { a: [1, { ü: "🎈" }] }, [], false];

  test.each([
    ["json-lines", jsonLines],
    ["sse-items", sseItems],
    ["xano", xano],
  ])("%s brings every value as it is", async (name, adapter) => {
    const message = await check(name, adapter, { items });
    expect(message.parts.map((part) => part.type === "item" && part.value)).toEqual(items);
    expect(message.status).toBe("done");
  });

  test("Xano sends texts without quotes", () => {
    expect(answerScript("xano", { items: ["Two roads", "", { n: 1 }] }).chunks).toEqual([
      "data: Two roads\n\n",
      "data: \n\n",
      'data: {"n":1}\n\n',
    ]);
  });
});

describe("why an answer ends", () => {
  /** Wires that tell it, but for what they call otherwise. */
  const telling = names.filter(
    (name) => !/^(writer-(completions|agent|graph)|ag-ui|xano|json-lines|sse-items|plain-text)$/.test(name),
  );

  test.each(telling.flatMap((name) => ["stop", "length", "content_filter"].map((reason) => [name, reason] as const)))(
    "%s says %s",
    async (name, reason) => {
      const message = await read(name, { text: "So far", finishReason: reason });
      expect(message.finishReason).toBe(reason);
      expect(message.status).toBe("done");
    },
  );

  test.each(["openai-chat", "openai-responses", "writer-chat", "anthropic", "gemini", "langgraph"])(
    "%s brings a refusal in the model's words",
    async (name) => {
      const message = await read(name, { refusal: "I'd rather not 🙅." });
      expect(seeMessage(message)["refusal"]).toBe("I'd rather not 🙅.");
      expect(messageText(message)).toBe("");
    },
  );
});

describe("what only one wire does", () => {
  const page = (url: string) => ({ id: url, kind: "web", url }) as const;
  const cite = (start: number, end: number, url: string) => ({ start, end, kind: "web", url }) as const;
  const text = "One two three";

  test("Anthropic: citations of one stretch stand together, one that overlaps another is left out", async () => {
    const citations = [cite(4, 7, "b"), cite(0, 3, "a"), cite(4, 7, "c"), cite(5, 13, "d"), cite(9, 9, "e")];
    const message = await read("anthropic", { text, citations });
    expect(messageText(message)).toBe(text);
    expect(seeMessage(message)["citations"]).toEqual(["web a 0-3", "web b 4-7", "web c 4-7"]);
  });

  test("Anthropic: a page that a stage has found is not searched for again", async () => {
    const stages = [{ title: "Look", kind: "search", sources: [page("a")] }];
    const message = await read("anthropic", { text, stages, sources: [page("a")] });
    expect(message.stages).toHaveLength(1);
  });

  test("Gemini: citations are counted in bytes and come back in UTF-16 units", async () => {
    const said = "Zürich 👩‍🚀 ist schön.";
    const start = said.indexOf("ist");
    const message = await read("gemini", { text: said, citations: [cite(start, said.length, "a")] });
    expect(seeMessage(message)["citations"]).toEqual([`web a ${start}-${said.length}`]);
  });

  test("Gemini: token counts grow up to those of the answer", () => {
    const { chunks } = answerScript("gemini", { text, reasoning: text, usage: { outputTokens: 4, totalTokens: 9 } });
    const counts = (chunks as string[]).map((chunk) => get(get(frameJson(chunk), "usageMetadata"), "totalTokenCount"));
    expect(counts).toEqual([6, 7, 8, 9, 9, 9, 9]);
  });
});

test("a wire that there is not is named, and what there are", () => {
  expect(() => findMockWire("openai")).toThrow(/no wire "openai".*openai-chat, .*plain-text/);
});
