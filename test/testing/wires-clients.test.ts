import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerScript, cutEvery, type MockAnswer } from "../../src/testing.js";
import { clients, type Seen } from "../helpers/clients.js";
import { hardText } from "../helpers/mock-answers.js";
import { startWireServer, type WireServer } from "../helpers/wire-server.js";

let server: WireServer;

beforeAll(async () => {
  server = await startWireServer();
});
afterAll(() => server.close());

const calls = [
  { id: "call-a", name: "get_weather", arguments: { place: "Zürich 🏔" } },
  { id: "call-b", name: "get_time", arguments: {} },
];
const seenCalls = calls.map((call) => ({ ...call, arguments: JSON.stringify(call.arguments) }));
const usage = { inputTokens: 12, outputTokens: 34 };
// The client of Xano ends lines at U+2028, and that of TwelveLabs its stream at any [DONE].
const text = hardText.replace("\u2028", " ").replace("[DONE]", "[END]");
const full: MockAnswer = { text, toolCalls: calls, usage, stages: [{ title: "Look", kind: "search", input: "it" }] };
const chunks = { text, refusal: "", finishReason: "tool_calls", usage: [12, 34] };
const lines = text.split("\n").map((value) => ({ value, event: "message" }));

/** What each official client shows of the answer. */
const expected: Readonly<Record<string, Seen>> = {
  "openai-chat": { ...chunks, toolCalls: seenCalls },
  "openai-completions": { ...chunks, toolCalls: [], finishReason: "stop" },
  "openai-responses": { text, refusal: "", toolCalls: seenCalls, usage: [12, 34] },
  "writer-chat": { ...chunks, toolCalls: seenCalls },
  "writer-completions": { text },
  "writer-agent": { text },
  "writer-graph": { text },
  twelvelabs: { text },
  "twelvelabs-analyze": { text },
  xano: { text, items: lines },
};

/** Bytes per write. The client of TwelveLabs decodes every write by itself and breaks characters that are cut. */
const sizes = [Infinity, 64] as const;

describe.each(Object.keys(expected))("the official client of %s", (name) => {
  const client = clients[name]!;

  test.each(name.startsWith("twelvelabs") ? [Infinity] : sizes)(
    `${client.name} reads the mock's bytes, in writes of %s`,
    async (size) => {
      const { chunks: frames, headers = {} } = answerScript(name, full);
      const bytes = new TextEncoder().encode(frames.join(""));
      const http = { status: 200, headers: { ...headers }, bodyEnd: "clean" } as const;
      const seen: Seen = {};
      await client.read(server.serve({ http, chunks: cutEvery(bytes, size) }), seen);
      expect(seen).toEqual(expected[name]);
    },
  );

  test(`${client.name} throws the words of an error reply`, async () => {
    const script = answerScript(name, full, { error: { message: "No such model: é" }, status: 400 });
    const http = { status: 400, headers: { "content-type": "application/json" }, bodyEnd: "clean" } as const;
    const address = server.serve({ http, chunks: [new TextEncoder().encode(script.chunks.join(""))] });
    const wordless = /twelvelabs|xano/.test(name);
    // Those two do not hand on the body of a failed reply to a streamed call.
    await expect(client.read(address, {})).rejects.toThrow(wordless ? /./ : /No such model: é/);
  });
});

test.each(["openai-chat", "openai-responses", "writer-chat", "writer-agent"])(
  "the official client of %s throws at an error inside the stream",
  async (name) => {
    const { chunks: frames, headers = {} } = answerScript(name, full, { error: { message: "Out of memory" } });
    const http = { status: 200, headers: { ...headers }, bodyEnd: "clean" } as const;
    const address = server.serve({ http, chunks: [new TextEncoder().encode(frames.join(""))] });
    const seen: Seen = {};
    await expect(clients[name]!.read(address, seen)).rejects.toThrow(/Out of memory/);
    expect(seen.text).toBe(text);
  },
);
