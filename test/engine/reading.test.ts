import { describe, expect, test } from "vitest";
import { jsonLines, openaiChat, sseItems } from "../../src/adapters/index.js";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import { jsonLines as lines } from "../../src/framing/json-lines.js";
import { sse } from "../../src/framing/sse.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import type { StreamError } from "../../src/protocol/errors.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { createGate, nextTask } from "../helpers/async.js";
import { watchBody } from "../helpers/body.js";
import { answer, delta, event, finish } from "../helpers/openai.js";
import { readAll, sayEvents } from "../helpers/read.js";

async function say(adapter: Adapter, script: ResponseScript): Promise<string[]> {
  return sayEvents(await readAll(streamResponse(script), { adapter }));
}

async function errorOf(adapter: Adapter, script: ResponseScript): Promise<StreamError> {
  const events = await readAll(streamResponse(script), { adapter });
  const [error] = events.flatMap((read) => (read.type === "error" ? [read.error] : []));
  return error!;
}

describe("the same network chunk", () => {
  test("brings nothing after the end marker", async () => {
    expect(await say(openaiChat, { chunks: [answer("a").join("") + delta("late")] })).toEqual([
      "message-start",
      "text-delta a",
      "message-end",
    ]);
  });

  test("brings nothing after an error", async () => {
    const broken = event({ error: { message: "x" } });
    expect(await say(openaiChat, { chunks: [delta("a") + broken + broken + delta("late")] })).toEqual([
      "message-start",
      "text-delta a",
      "error server",
    ]);
  });

  test("that breaks the framing after the end marker leaves the answer complete", async () => {
    const adapter = defineAdapter({
      name: "breaks",
      endMarker: "end",
      framing: {
        createParser: (onFrame) => ({
          push() {
            onFrame({ data: "end" });
            throw new TypeError("what is this?");
          },
          end: () => true,
        }),
      },
      createDecoder: () => () => [],
    });
    expect(await say(adapter, { chunks: ["x"] })).toEqual(["message-start", "message-end"]);
  });
});

describe("an error tells what it is about", () => {
  test("an error event: the beginning of its data", async () => {
    const data = JSON.stringify({ message: "x".repeat(600) });
    expect(await errorOf(openaiChat, { chunks: [`event: error\ndata: ${data}\n\n`] })).toMatchObject({
      frame: data.slice(0, 500),
    });
  });

  test("a frame that is not JSON, where that is an error", async () => {
    const response = streamResponse({ chunks: [delta("a"), "data: {broken\n\n"] });
    const events = await readAll(response, { adapter: openaiChat, onBadFrame: "error" });
    expect(events.at(-1)).toMatchObject({ error: { message: "A frame is not JSON." } });
  });

  test("an answer cut short is worth a retry", async () => {
    expect((await errorOf(openaiChat, { chunks: [delta("a")] })).retryable).toBe(true);
  });

  test("a frame that is too long: the limit", async () => {
    const response = streamResponse({ chunks: [`data: ${"x".repeat(100)}`] });
    const events = await readAll(response, { adapter: openaiChat, maxFrameLength: 50 });
    expect(events.at(-1)).toMatchObject({ error: { message: expect.stringContaining("over 50 characters") } });
  });
});

describe("limits are reached, not only passed", () => {
  test("a frame that is as long as the limit is read", async () => {
    const response = streamResponse({ chunks: ["data: 1234", "\n\n"] });
    expect(sayEvents(await readAll(response, { adapter: sseItems, maxFrameLength: 10 }))).toContain("item 1234");
    const longer = streamResponse({ chunks: ["data: 12345", "\n\n"] });
    expect(sayEvents(await readAll(longer, { adapter: sseItems, maxFrameLength: 10 })).at(-1)).toBe("error too-large");
  });

  test("of an error body the first 65,536 characters are enough, also when the connection stays open", async () => {
    const { body, cancelled } = watchBody(["x".repeat(65_536)]);
    const events = await readAll(new Response(body, { status: 500 }), { adapter: openaiChat });
    expect([sayEvents(events).at(-1), cancelled()]).toEqual(["error http", true]);
  });

  test("of an error body the characters after the first 65,536 are not read, also when they came with them", async () => {
    const body = JSON.stringify({ error: { message: "No such model", trace: "x".repeat(65_536) } });
    const error = await errorOf(openaiChat, { chunks: [body], status: 500 });
    expect([error.message, error.bodySample]).toEqual(["The server answered 500.", body.slice(0, 500)]);
  });
});

describe("data that is not JSON", () => {
  test("is nothing where it is blanks", async () => {
    expect(await say(openaiChat, { chunks: ["data:   \n\n", ...answer("a")] })).toEqual([
      "message-start",
      "text-delta a",
      "message-end",
    ]);
  });

  test("is text in an event, and a bad line in a line, for an adapter that takes text", async () => {
    const adapter = { ...jsonLines, payload: "json-or-text" } as const;
    expect(await say(adapter, { chunks: ["1\ntwo\n"], headers: {} })).toContain("bad two");
    expect(await say({ ...adapter, framing: sse }, { chunks: ["data: two\n\n"] })).toContain('item "two"');
  });
});

describe("an adapter that chooses another", () => {
  test("is asked with each frame, its JSON if it has one, and whether it is the last", async () => {
    const asked: unknown[] = [];
    const adapter = defineAdapter({
      name: "choosing",
      framing: sse,
      createDecoder: () => () => [],
      select(json, { data }, atEnd) {
        asked.push([json, data, atEnd]);
        return atEnd ? sseItems : undefined;
      },
    });
    expect(await say(adapter, { chunks: ["data: {broken\n\ndata: 2\n\n"] })).toEqual([
      "message-start",
      'item "{broken"',
      "item 2",
      "message-end",
    ]);
    expect(asked).toEqual([
      [undefined, "{broken", false],
      [2, "2", false],
      [undefined, "2", true],
    ]);
  });

  test("and is loading when the body ends is asked once, and reads the frame that came with the end", async () => {
    const gate = createGate<Adapter>();
    let asked = 0;
    const adapter = defineAdapter({
      name: "choosing",
      framing: lines,
      createDecoder: () => () => [],
      select() {
        asked++;
        return gate.promise;
      },
    });
    const { body } = watchBody(['{"a":1}'], "clean");
    const events = readAll(new Response(body), { adapter });
    await nextTask();
    gate.open(jsonLines);
    expect(sayEvents(await events)).toEqual(["message-start", 'item {"a":1}', "message-end"]);
    expect(asked).toBe(1);
  });

  test("is not asked again at the end once it has chosen", async () => {
    let asked = 0;
    const adapter = defineAdapter({
      name: "choosing",
      framing: sse,
      createDecoder: () => () => [],
      select() {
        asked++;
        return openaiChat;
      },
    });
    expect(await say(adapter, { chunks: [delta("a"), finish] })).toEqual([
      "message-start",
      "text-delta a",
      "message-end",
    ]);
    expect(asked).toBe(1);
  });
});
