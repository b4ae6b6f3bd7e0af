import { describe, expect, test } from "vitest";
import { createMessage, type Message } from "../../src/protocol/message.js";
import { list } from "../../src/protocol/read.js";
import { mockWires, type MockWire } from "../../src/testing.js";
import { adaptersByName } from "../helpers/adapters.js";

const say = (role: "user" | "assistant" | "system", text: string, rest: Partial<Message> = {}): Message =>
  createMessage(`${role}-${text}`, role, { parts: [{ type: "text", text }], ...rest });

const question = "What's “new” in Zürich 🏔?\n\n- one\n- two";

/** What adapters send without a `createRequest` of their own. */
const plainRequest = (messages: readonly Message[]) => ({
  messages: messages.map(({ role, parts }) => ({
    role,
    content: parts.map((part) => "text" in part && part.text).join(""),
  })),
  stream: true,
});

function writeBody({ name }: MockWire, messages: readonly Message[]): unknown {
  const adapter = adaptersByName[name]!;
  const body = adapter.createRequest?.({ messages, body: {} }).body ?? plainRequest(messages);
  return JSON.parse(JSON.stringify(body)) as unknown;
}

const conversations: readonly (readonly [string, readonly Message[]])[] = [
  ["alone", [say("user", question)]],
  ["in a conversation", [say("user", "First?"), say("assistant", "An answer."), say("user", question)]],
];

const rawRequest = (path: string, body: unknown, query = "") => ({
  method: "POST",
  path,
  body,
  params: {},
  headers: {},
  query: new URLSearchParams(query),
});

describe.each(mockWires.map((wire) => [wire.name, wire] as const))("requests of %s", (_name, wire) => {
  test.each(conversations)("the newest words of the user, %s", (_title, messages) => {
    expect(wire.prompt!(writeBody(wire, messages))).toBe(question);
  });

  test.each([
    undefined,
    null,
    3,
    "",
    [],
    {},
    { messages: [null, 1, { role: "user", content: [null] }] },
    { inputs: [{}] },
  ])("a body of %j has no words, and breaks nothing", (body) => {
    expect(wire.prompt!(body)).toBe("");
  });

  test("what its adapter sends asks for a stream", () => {
    const [, path = ""] = wire.routes[0]!.split(" ");
    expect(wire.streams!(rawRequest(path, writeBody(wire, [say("user", "Hi")])))).toBe(true);
  });
});

test("a result of a tool is not taken for words of the user", () => {
  const anthropic = mockWires.find(({ name }) => name === "anthropic")!;
  const result = { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "18 °C" }] };
  expect(anthropic.prompt!({ messages: [{ role: "user", content: question }, result] })).toBe(question);
});

const notStreamed: readonly (readonly [string, string, unknown])[] = [
  ["openai-chat", "/v1/chat/completions", { messages: [] }],
  ["openai-completions", "/v1/completions", { prompt: "Hi", stream: false }],
  ["openai-responses", "/v1/responses", { input: "Hi" }],
  ["writer-chat", "/v1/chat", {}],
  ["writer-completions", "/v1/completions", {}],
  ["writer-agent", "/v1/applications/a", { inputs: [] }],
  ["writer-graph", "/v1/graphs/question", { stream: false }],
  ["twelvelabs", "/v1.3/responses", {}],
  ["twelvelabs-analyze", "/v1.3/analyze", { stream: false }],
  ["anthropic", "/v1/messages", {}],
  ["gemini", "/v1beta/models/m:generateContent", {}],
  ["gemini", "/v1beta/models/m:streamGenerateContent", {}],
  ["ollama", "/api/chat", { stream: false }],
  ["langgraph", "/runs/wait", {}],
  ["xano", "/api:a/poem", { stream: false }],
  ["json-lines", "/items/stream", { stream: false }],
  ["sse-items", "/items/events", { stream: false }],
];

test.each(notStreamed)("%s at %s is not streamed for %j", (name, path, body) => {
  const wire = mockWires.find((one) => one.name === name)!;
  expect(wire.streams!(rawRequest(path, body))).toBe(false);
});

test.each([
  ["ollama", "/api/chat", { messages: [] }, ""],
  ["gemini", "/v1beta/models/m:streamGenerateContent", {}, "alt=sse"],
  ["xano", "/api:a/poem", undefined, ""],
  ["json-lines", "/items/stream", undefined, ""],
])("%s at %s is streamed without being told in the body", (name, path, body, query) => {
  const wire = mockWires.find((one) => one.name === name)!;
  expect(wire.streams!(rawRequest(path, body, query))).toBe(true);
});

test("routes: a method and a path each, the same path for two wires only where the real servers collide", () => {
  const owners = new Map<string, string[]>();
  for (const { name, routes } of mockWires) {
    for (const route of routes) {
      expect(route).toMatch(/^(GET|POST|PUT|PATCH|DELETE) \/\S+$/);
      owners.set(route, [...(owners.get(route) ?? []), name]);
    }
  }
  const shared = [...owners].filter(([, wires]) => wires.length > 1);
  expect(Object.fromEntries(shared)).toEqual({
    "POST /v1/completions": ["openai-completions", "writer-completions"],
    "POST /api/chat": ["ollama", "ai-sdk-ui"],
  });
});

test("an id that the request names comes back", () => {
  const wire = mockWires.find(({ name }) => name === "twelvelabs")!;
  const body = { session_id: "sess-1", knowledge_store_id: "ks-1", stream: true };
  const request = { ...rawRequest("/v1.3/responses", body), prompt: "", stream: true };
  expect(wire.encodeBody!({ text: "x" }, request)).toMatchObject({ session_id: "sess-1", knowledge_store_id: "ks-1" });
  expect(list(wire.encodeBody!({ text: "x" }, request), "output")).toHaveLength(1);
});
