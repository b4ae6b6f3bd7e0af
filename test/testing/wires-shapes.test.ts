import { describe, expect, test } from "vitest";
import { get, str } from "../../src/protocol/read.js";
import { answerScript, mockWires, type Transport } from "../../src/testing.js";
import { frameJson } from "../../src/testing/wires/frames.js";
import { richAnswer } from "../helpers/mock-answers.js";
import { loadRecordings } from "../helpers/recordings.js";

/** Values of an application's own, whatever their members. */
const opaque = /^(args|input|output|arguments|error)$/;

/** Every member of a value by its path from the root, with the `type` of the objects on the way. */
function pathsOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => pathsOf(entry, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  const type = str(value, "type");
  const here = type === undefined ? path : `${path}<${type}>`;
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => [
    `${here}.${key}`,
    ...(opaque.test(key) ? [] : pathsOf(member, `${here}.${key}`)),
  ]);
}

/** The same of all frames of a body, under the names of their events where they have no type. */
function shapesOf(body: string, transport: Transport): ReadonlySet<string> {
  const text = body.replaceAll("\r\n", "\n");
  const frames = transport === "sse" ? text.split(/\n\n+/) : text.split("\n");
  const paths = frames.flatMap((frame) => {
    const json = frameJson(frame);
    const [, event = ""] = /^event: (\w+)/m.exec(frame) ?? [];
    return pathsOf(json, get(json, "type") === undefined ? event : "");
  });
  return new Set(paths);
}

/** Members that the documentation or the types of a server have, and no recording. */
const documented: Readonly<Record<string, RegExp>> = {
  // DeepSeek documentation, "Reasoning model".
  "openai-chat": /\.delta\.reasoning_content$/,
  // `openai` 6.49.0, `ResponseFunctionWebSearch.Search.sources`.
  "openai-responses": /\.action<search>\.sources/,
  // `@anthropic-ai/sdk` 1.12.0, `resources/beta/messages/messages.d.ts`.
  anthropic: /<mcp_tool_(use|result)>/,
  // DeepSeek through LangChain; names of nodes are the application's own.
  langgraph: /additional_kwargs\.reasoning_content$|^updates\.(Planning|search the web|get_forecast)/,
  // AI SDK documentation, "Message Metadata": token usage.
  "ai-sdk-ui": /\.messageMetadata\.usage/,
};

const recordings = loadRecordings();
const decoder = new TextDecoder();
const chatWires = mockWires.filter(({ name }) => !/^(xano|json-lines|sse-items|plain-text)$/.test(name));

describe.each(chatWires.map((wire) => [wire.name, wire] as const))("frames of %s", (name, { transport }) => {
  const recorded = new Set(
    recordings
      .filter((recording) => recording.name.startsWith(`${name}/`) && /\.(sse|ndjson)$/.test(recording.file))
      .flatMap(({ body }) => [...shapesOf(decoder.decode(body), transport)]),
  );

  test("have no member that the frames of real servers do not have", () => {
    expect(recorded.size).toBeGreaterThan(0);
    const shapes = shapesOf(answerScript(name, richAnswer).chunks.join(""), transport);
    const unknown = [...shapes].filter((shape) => !recorded.has(shape) && !documented[name]?.test(shape));
    expect(unknown).toEqual([]);
  });
});
