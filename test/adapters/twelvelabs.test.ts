import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openaiResponses } from "../../src/adapters/openai-responses/adapter.js";
import { twelvelabs } from "../../src/adapters/twelvelabs/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Conversation, type Message } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { growth } from "../helpers/growth.js";
import { done, event } from "../helpers/openai.js";
import { readAll, sayEvents } from "../helpers/read.js";
import { hasWireFolder, wireFolder } from "../helpers/recordings.js";

const conversation = { responseId: "resp_1", sessionId: "sess_1", knowledgeStoreId: "ks_1" };

function response(status: string, output: unknown[] = [], rest: object = {}): object {
  return {
    id: "resp_1",
    type: "response",
    object: "response",
    status,
    output,
    session_id: "sess_1",
    knowledge_store_id: "ks_1",
    ...rest,
  };
}

const created = { type: "response.created", response: response("in_progress") };

/** The same for both adapters: which of them reads a reply must not matter. */
async function read(...events: unknown[]): Promise<Message> {
  const chunks = [...[created, ...events].map(event), done];
  const [message, other] = await Promise.all(
    [twelvelabs, openaiResponses].map((adapter) =>
      collectMessageWith(streamResponse({ chunks }), { adapter, now: () => 0 }),
    ),
  );
  expect({ ...other, id: "", adapter: "", timing: undefined }).toEqual({
    ...message,
    id: "",
    adapter: "",
    timing: undefined,
  });
  return message!;
}

function answer(text: string, annotations: unknown[] = [], phase: string = "final_answer"): object {
  return {
    type: "message",
    role: "assistant",
    status: "completed",
    phase,
    content: [{ type: "output_text", text, annotations }],
  };
}

function completed(...output: unknown[]): object {
  return { type: "response.completed", response: response("completed", output) };
}

function delta(text: string, output_index: number = 0): object {
  return { type: "response.output_text.delta", output_index, content_index: 0, delta: text };
}

describe("citations", () => {
  const video = { type: "video_citation", item_id: "ksi_1", title: "T", thumbnail_url: null, hls_url: null };

  test.for<[string, string]>([
    ["a [1].", "[1]"],
    ["🏈🏈 [1]", "[1]"],
    ["👩‍🚀 é\u0301 [1] 🎬", "[1]"],
    ["東京 [12]", "[12]"],
    ["🏈", "🏈"],
  ])("in %j mark %s", async ([text, marker]) => {
    const start_index = Array.from(text.slice(0, text.indexOf(marker))).length;
    const annotation = { ...video, start_index, end_index: start_index + [...marker].length - 1 };
    const { citations } = await read(delta(text), completed(answer(text, [annotation])));
    expect(citations.map(({ start, end }) => text.slice(start, end))).toEqual([marker]);
  });

  test("have what their kind has", async () => {
    const at = { start_index: 0, end_index: 0 };
    const { citations } = await read(
      completed(
        answer("abc", [
          {
            ...video,
            ...at,
            start_sec: 0,
            end_sec: 9.5,
            thumbnail_url: "https://example.test/t.jpg",
            hls_url: "https://example.test/s.m3u8",
          },
          { ...video, ...at, title: null },
          { ...video, ...at, type: "image_citation", item_id: "ksi_2" },
          { ...video, ...at, type: "collection_citation", item_id: undefined, collection_id: "ksc_1" },
          { ...video, ...at, type: "hologram_citation" },
        ]),
      ),
    );
    expect(JSON.parse(JSON.stringify(citations))).toEqual([
      {
        start: 0,
        end: 1,
        kind: "video",
        title: "T",
        itemId: "ksi_1",
        startSec: 0,
        endSec: 9.5,
        thumbnailUrl: "https://example.test/t.jpg",
        hlsUrl: "https://example.test/s.m3u8",
      },
      { start: 0, end: 1, kind: "video", itemId: "ksi_1" },
      { start: 0, end: 1, kind: "image", title: "T", itemId: "ksi_2" },
      { start: 0, end: 1, kind: "collection", title: "T", itemId: "ksc_1" },
    ]);
  });

  test("come once, from the item or from the whole response", async () => {
    const item = answer("a🏈b", [{ ...video, start_index: 1, end_index: 2 }]);
    const done = { type: "response.output_item.done", output_index: 0, item };
    for (const events of [[done, completed(item)], [done, completed()], [completed(item)]])
      expect((await read(delta("a🏈b"), ...events)).citations).toMatchObject([{ start: 1, end: 4 }]);
  });

  test("of commentary are not citations of the answer", async () => {
    const annotation = { ...video, start_index: 0, end_index: 1 };
    expect((await read(completed(answer("abc", [annotation], "commentary")))).citations).toEqual([]);
  });

  test("outside the text do no harm", async () => {
    for (const [start_index, end_index] of [
      [-1, -1],
      [5, 2],
      [1e9, 1e9],
      [0.5, 1.5],
      [null, "x"],
    ])
      expect(await read(completed(answer("ab", [{ ...video, start_index, end_index }])))).toMatchObject({
        status: "done",
      });
  });

  test("cost no more than the text is long", () => {
    const frame = { data: "" };
    const work = (size: number) => {
      const decode = twelvelabs.createDecoder();
      const annotations = Array.from({ length: size }, (_, index) => ({
        ...video,
        start_index: index * 4,
        end_index: index * 4 + 2,
      }));
      for (const _event of decode(completed(answer("[1] ".repeat(size), annotations)), frame));
    };
    expect(growth(work, 4_000)).toBeLessThan(10);
  });
});

describe("functions", () => {
  const call = {
    type: "function_call",
    id: "fc_1",
    call_id: "call_1",
    name: "search",
    status: "completed",
    arguments: '{"q":"a"}',
  };
  const output = {
    type: "function_call_output",
    id: "fco_1",
    call_id: "call_1",
    status: "completed",
    output: '{"hits":2}',
  };
  const streamed = [
    { type: "response.output_item.added", output_index: 0, item: { ...call, status: "in_progress", arguments: "" } },
    { type: "response.function_call_arguments.done", output_index: 0, arguments: call.arguments },
    { type: "response.output_item.done", output_index: 0, item: call },
  ];
  const answered = { type: "response.output_item.done", output_index: 1, item: output };
  const stage = {
    id: "call_1",
    kind: "tool",
    title: "search",
    input: '{"q":"a"}',
    output: '{"hits":2}',
    status: "done",
  };

  test("are run by the server: a stage, not a call to answer", async () => {
    for (const message of [
      await read(...streamed, answered, completed(call, output, answer("ok"))),
      await read(completed(call, output, answer("ok"))),
    ]) {
      expect(message.stages).toMatchObject([stage]);
      expect([message.parts.map(({ type }) => type), message.finishReason]).toEqual([["text"], "stop"]);
    }
  });

  test("end when they answer, and once", async () => {
    const chunks = [created, ...streamed, answered, completed(call, output)].map(event);
    const said = sayEvents(await readAll(streamResponse({ chunks }), { adapter: twelvelabs }));
    expect(said.filter((words) => words.startsWith("stage"))).toEqual([
      "stage-set",
      "stage-set",
      "stage-set",
      "stage-end",
    ]);
  });

  test("that fail are stages that failed", async () => {
    const failed = { ...answered, item: { ...output, status: "failed" } };
    expect((await read(...streamed, failed, completed())).stages).toMatchObject([{ status: "error" }]);
  });
});

describe("the end", () => {
  test.for<[string, object]>([
    [
      "completed",
      {
        type: "response.completed",
        response: response("incomplete", [], { incomplete_details: { reason: "max_output_tokens" } }),
      },
    ],
    [
      "incomplete",
      {
        type: "response.incomplete",
        response: response("incomplete", [], { incomplete_details: { reason: "max_output_tokens" } }),
      },
    ],
  ])("an answer that was cut, under response.%s", async ([, end]) => {
    expect(await read(delta("a"), end)).toMatchObject({
      status: "done",
      finishReason: "length",
      rawFinishReason: "max_output_tokens",
      conversation,
    });
  });

  test("a failure has words, and [DONE] after it changes nothing", async () => {
    const message = await read(delta("a"), { type: "response.failed", response: response("failed") });
    expect(message).toMatchObject({
      status: "error",
      error: { code: "server", message: "response failed", retryable: true },
      conversation,
    });
    expect(messageText(message)).toBe("a");
  });

  test("the session is known from the first event, so that a stopped answer can be continued", async () => {
    const message = await collectMessageWith(streamResponse({ chunks: [event(created), event(delta("a"))] }), {
      adapter: twelvelabs,
    });
    expect(message).toMatchObject({ status: "error", error: { code: "incomplete" }, conversation });
  });
});

// --- Requests --------------------------------------------------------------------------------------------------------

type Body = Record<string, unknown> & { input: { content: string }[]; session_id?: string };

function write(messages: readonly Message[], body: Record<string, unknown> = {}, known?: Conversation): Body {
  return JSON.parse(JSON.stringify(twelvelabs.createRequest!({ messages, body, conversation: known }).body)) as Body;
}

function say(role: Message["role"], text: string): Message {
  return createMessage(text, role, { parts: [{ type: "text", text }] });
}

const requests = hasWireFolder
  ? readdirSync(path.join(wireFolder, "requests")).filter((file) => file.startsWith("twelvelabs"))
  : [];

describe.skipIf(!hasWireFolder)("recorded requests are written alike", () => {
  test.for(requests)("%s", (file) => {
    const { body } = JSON.parse(readFileSync(path.join(wireFolder, "requests", file), "utf8")) as { body: Body };
    const { input, session_id: sessionId, stream: _stream, ...rest } = body;
    const earlier = sessionId ? [say("user", "Hi"), say("assistant", "Hello")] : [];
    const known = sessionId ? { ...conversation, sessionId } : undefined;
    expect(write([...earlier, say("user", input[0]!.content)], rest, known)).toEqual(body);
  });
});

describe("the request", () => {
  const input = [{ type: "message", role: "user", content: "b" }];
  const messages = [say("user", "a"), say("assistant", "A"), say("user", "b")];

  test("has the newest question only, the session and its store", () => {
    expect(write(messages, {}, conversation)).toEqual({
      input,
      session_id: "sess_1",
      knowledge_store_id: "ks_1",
      stream: true,
    });
  });

  test("lets the user's members win", () => {
    expect(write(messages, { knowledge_store_id: "ks_2", session_id: undefined, stream: false }, conversation)).toEqual(
      { input, knowledge_store_id: "ks_2", stream: false },
    );
  });

  test("has system messages as instructions", () => {
    expect(write([say("system", "Be brief."), ...messages])["instructions"]).toBe("Be brief.");
  });

  test("of no question is still one", () => {
    expect(write([]).input[0]!.content).toBe("");
  });
});
