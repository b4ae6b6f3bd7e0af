import { describe, expect, test } from "vitest";
import { auto } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import { answerScript, cutAt, mockWires, streamResponse, type BodyEnd } from "../../src/testing.js";
import { frameJson } from "../../src/testing/wires/frames.js";
import { adaptersByName } from "../helpers/adapters.js";
import { richAnswer, seeMessage } from "../helpers/mock-answers.js";

const answer = {
  text: "Hi 👋 there",
  reasoning: "So ✨",
  stages: [{ title: "Look", kind: "search", input: "it" }],
  toolCalls: [{ id: "call-1", name: "f", arguments: { a: "ü" } }],
};

function read(name: string, response: Response, adapter = adaptersByName[name]!): Promise<Message> {
  return collectMessageWith(response, { adapter, now: () => 0 });
}

describe("an answer that is cut off", () => {
  const ending = mockWires.filter(({ isEnd }) => isEnd);

  test("all wires that tell their end are known", () => {
    expect(ending.map(({ name }) => name).toSorted()).toEqual([
      "ag-ui",
      "ai-sdk-ui",
      "anthropic",
      "gemini",
      "ollama",
      "openai-chat",
      "openai-completions",
      "openai-responses",
      "twelvelabs",
      "twelvelabs-analyze",
      "writer-chat",
    ]);
  });

  test.each(ending.flatMap(({ name }) => (["clean", "lost"] as const).map((end): [string, BodyEnd] => [name, end])))(
    "%s: no cut before the end is a whole answer, the end of the body %s",
    async (name, end) => {
      const { isEnd } = ending.find((wire) => wire.name === name)!;
      const { chunks, headers = {} } = answerScript(name, answer);
      const from = (chunks as string[]).findIndex((frame) => isEnd!(frame));
      expect(from).toBeGreaterThan(0);
      const bytes = new TextEncoder().encode(chunks.slice(0, from).join(""));
      const outcomes = new Map<string, number>();
      for (let size = 0; size <= bytes.length; size++) {
        const [kept] = cutAt(bytes, [size]);
        const { status, error } = await read(name, streamResponse({ chunks: [kept!], headers, end }));
        const outcome = `${status} ${error?.code}`;
        outcomes.set(outcome, outcomes.get(outcome) ?? size);
      }
      expect([...outcomes.keys()]).toEqual([end === "clean" ? "error incomplete" : "error network"]);
    },
  );

  test.each(ending.map(({ name }) => name))("%s: without the frames of its end it is not whole", async (name) => {
    const { isEnd } = ending.find((wire) => wire.name === name)!;
    const script = answerScript(name, answer);
    const chunks = (script.chunks as string[]).filter((frame) => !isEnd!(frame));
    const message = await read(name, streamResponse({ ...script, chunks }));
    expect(message.error?.code).toBe("incomplete");
    const whole = await read(name, streamResponse(script));
    expect(whole.status).toBe("done");
    expect(messageText(message)).toBe(messageText(whole));
  });
});

/** What the reply that is not streamed does not tell. */
const untold: Readonly<Record<string, object>> = {
  "writer-agent": { stages: undefined, sources: undefined },
  "writer-completions": { model: "model-of-the-test" },
  "writer-chat": { stages: undefined },
  langgraph: { stages: undefined, finishReason: undefined },
};

describe("an answer in one body", () => {
  test("all wires have one but those that only stream", () => {
    const without = mockWires.filter(({ encodeBody }) => !encodeBody).map(({ name }) => name);
    expect(without.toSorted()).toEqual(["ag-ui", "ai-sdk-ui", "plain-text"]);
  });

  test.each(mockWires.flatMap(({ name, encodeBody }) => (encodeBody ? [name] : [])))(
    "%s tells the same as its stream",
    async (name) => {
      const whole = answerScript(name, richAnswer, { stream: false });
      expect(whole.headers).toMatchObject({ "content-type": "application/json" });
      const streamed = seeMessage(await read(name, streamResponse(answerScript(name, richAnswer))));
      const expected = JSON.parse(JSON.stringify({ ...streamed, ...untold[name] })) as object;
      // An analysis in one body has no mark of its own; detection takes it for an item.
      const adapters = name === "twelvelabs-analyze" ? [] : [auto];
      for (const adapter of [adaptersByName[name]!, ...adapters]) {
        const message = await read(name, streamResponse(whole), adapter);
        expect(message.error).toBeUndefined();
        expect(message.status).toBe("done");
        expect(seeMessage(message)).toEqual(expected);
      }
    },
  );

  test("Gemini without alt=sse: the chunks of the stream as one array", async () => {
    const path = "/v1beta/models/gemini-3-pro:streamGenerateContent";
    const script = answerScript("gemini", richAnswer, { request: { path, body: {} } });
    expect(Array.isArray(JSON.parse(script.chunks.join("")))).toBe(true);
    const streamed = await read("gemini", streamResponse(answerScript("gemini", richAnswer)));
    expect(seeMessage(await read("gemini", streamResponse(script)))).toEqual(seeMessage(streamed));
  });

  test("Ollama's /api/generate has its members at the top", async () => {
    const request = { path: "/api/generate", body: { model: "m", prompt: "Hi" } };
    const script = answerScript("ollama", answer, { request });
    expect(JSON.parse(script.chunks[0] as string)).toMatchObject({ model: "m", thinking: "So", response: "" });
    const message = await read("ollama", streamResponse(script));
    expect(seeMessage(message)).toMatchObject({ text: answer.text, reasoning: answer.reasoning, finishReason: "stop" });
  });

  test("Writer's web search tells pages under the query", async () => {
    const request = { path: "/v1/tools/web-search", body: { query: "Why?", stream: true } };
    const script = answerScript("writer-graph", richAnswer, { request });
    expect(script.chunks[0]).toContain('{"query":"Why?","answer":');
    const message = await read("writer-graph", streamResponse(script));
    expect(seeMessage(message)).toMatchObject({ text: richAnswer.text, sources: ["https://a.example/1"] });
  });
});

describe("an error of the server", () => {
  const error = { message: "The model 🤖 is overloaded", code: "overloaded", type: "server_error" };
  const names = mockWires.map(({ name }) => name);

  test("all wires have errors inside a stream but two", () => {
    const without = mockWires.filter(({ encodeError }) => !encodeError).map(({ name }) => name);
    expect(without.toSorted()).toEqual(["json-lines", "plain-text"]);
  });

  test.each(mockWires.flatMap(({ name, encodeError }) => (encodeError ? [name] : [])))(
    "%s: inside the stream it is shown in the server's words, after what came before",
    async (name) => {
      const script = answerScript(name, answer, { error });
      for (const adapter of [adaptersByName[name]!, auto]) {
        const message = await read(name, streamResponse(script), adapter);
        expect(message.status).toBe("error");
        expect(message.error?.code).toBe("server");
        // The one wire whose failures have no words.
        expect(message.error?.message).toBe(name === "twelvelabs" ? "response failed" : error.message);
        expect(messageText(message)).toBe(answer.text);
      }
    },
  );

  test.each(names)("%s: in place of an answer it is shown in the server's words", async (name) => {
    const message = await read(name, streamResponse(answerScript(name, answer, { error, status: 503 })));
    expect(message.error).toMatchObject({ code: "http", status: 503, message: error.message, retryable: true });
    expect(messageText(message)).toBe("");
  });

  test.each([
    ["anthropic", "rate_limit_error"],
    ["writer-chat", "TooManyRequests"],
    ["openai-chat", "server_error"],
  ])("%s names the type of an error by its status", async (name, serverType) => {
    const script = answerScript(name, answer, { error: { message: "Slow down" }, status: 429 });
    const message = await read(name, streamResponse(script));
    expect(message.error).toMatchObject({ message: "Slow down", serverType, status: 429 });
  });
});

describe("answerScript", () => {
  test("passes on how it is played", async () => {
    const script = answerScript("openai-chat", answer, { end: "lost", delay: 5, headers: { "x-own": "1" } });
    expect(script).toMatchObject({ end: "lost", delay: 5 });
    expect(script.headers).toMatchObject({ "content-type": "text/event-stream; charset=utf-8", "x-own": "1" });
  });

  test("a request without include_usage gets none", async () => {
    const request = { body: { model: "asked-for", stream: true } };
    const message = await read("openai-chat", streamResponse(answerScript("openai-chat", answer, { request })));
    expect(message).toMatchObject({ status: "done", model: "asked-for" });
    expect(message.usage).toBeUndefined();
  });

  test("OpenAI: with include_usage every chunk says that there is no usage yet, the last one tells it", () => {
    const { chunks } = answerScript("openai-chat", { text: "One two", usage: { inputTokens: 3, outputTokens: 4 } });
    const [done, last, ...before] = (chunks as string[]).toReversed();
    expect(done).toBe("data: [DONE]\n\n");
    expect(frameJson(last!)).toMatchObject({ choices: [], usage: { prompt_tokens: 3, total_tokens: 7 } });
    for (const chunk of before) expect(frameJson(chunk)).toMatchObject({ usage: null });
  });

  test("Ollama says stop after calls too", () => {
    const { chunks } = answerScript("ollama", answer);
    expect(frameJson(chunks.at(-1) as string)).toMatchObject({ done: true, done_reason: "stop" });
  });

  test("a request that does not ask to stream gets a body", () => {
    const script = answerScript("openai-chat", answer, { request: { body: { messages: [] } } });
    expect(JSON.parse(script.chunks.join(""))).toMatchObject({ object: "chat.completion" });
  });

  test("what a wire cannot say is refused", () => {
    expect(() => answerScript("ag-ui", answer, { stream: false })).toThrow(/"ag-ui" has no reply that is not streamed/);
    expect(() => answerScript("json-lines", answer, { error: { message: "x" } })).toThrow(/no errors inside a stream/);
  });
});
