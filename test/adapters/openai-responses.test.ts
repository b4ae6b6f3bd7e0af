import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openaiResponses } from "../../src/adapters/openai-responses/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { growth } from "../helpers/growth.js";
import { event } from "../helpers/openai.js";
import { readAll, sayEvents } from "../helpers/read.js";
import { hasWireFolder, wireFolder } from "../helpers/recordings.js";

const options = { adapter: openaiResponses };

function read(...events: object[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks: events.map(event) }), options);
}

function readWhole(json: unknown): Promise<Message> {
  const headers = { "content-type": "application/json" };
  return collectMessageWith(streamResponse({ chunks: [JSON.stringify(json)], headers }), options);
}

// --- The wire --------------------------------------------------------------------------------------------------------

const created = { type: "response.created", response: { id: "r1", model: "m", status: "in_progress", output: [] } };

function completed(output: unknown[] = [], rest: object = {}): object {
  const response = { id: "r1", object: "response", model: "m", status: "completed", output, ...rest };
  return { type: `response.${response.status}`, response };
}

function textPart(text: string, annotations: unknown[] = []): object {
  return { type: "output_text", text, annotations };
}

function answer(...content: object[]): object {
  return { type: "message", role: "assistant", status: "completed", content };
}

function added(output_index: number, item: object): object {
  return { type: "response.output_item.added", output_index, item };
}

function itemDone(output_index: number, item: object): object {
  return { type: "response.output_item.done", output_index, item };
}

function delta(
  text: string,
  output_index: number = 0,
  content_index: number = 0,
  name: string = "output_text",
): object {
  return { type: `response.${name}.delta`, output_index, content_index, delta: text };
}

function textDone(text: string, output_index: number = 0, content_index: number = 0): object {
  return { type: "response.output_text.done", output_index, content_index, text };
}

function call(call_id: string, args: string, rest: object = {}): object {
  return { type: "function_call", id: `fc_${call_id}`, call_id, name: "f", arguments: args, ...rest };
}

function argumentsDelta(text: string, output_index: number = 0): object {
  return { type: "response.function_call_arguments.delta", output_index, delta: text };
}

function texts(message: Message): string[] {
  return message.parts.map((part) => ("text" in part ? part.text : part.type));
}

// --- Reading ---------------------------------------------------------------------------------------------------------

describe("the final version of a text", () => {
  test.for<[string, object[], string[]]>([
    [
      "says nothing where it is what came",
      [delta("a"), delta("b"), textDone("ab"), completed([answer(textPart("ab"))])],
      ["text-delta a", "text-delta b"],
    ],
    [
      "replaces what came, once",
      [delta("a"), textDone("ab"), itemDone(0, answer(textPart("ab"))), completed([answer(textPart("ab"))])],
      ["text-delta a", "text-set"],
    ],
    ["stands alone where no delta came", [textDone("ab"), completed([answer(textPart("ab"))])], ["text-set"]],
    ["is not emptied by an empty one", [delta("a"), textDone(""), completed([answer(textPart(""))])], ["text-delta a"]],
    ["comes without a stream of its own", [completed([answer(textPart("ab"))])], ["text-set"]],
    ["is not needed at the end", [delta("a"), completed([])], ["text-delta a"]],
  ])("%s", async ([, events, said]) => {
    const chunks = events.map(event);
    const all = sayEvents(await readAll(streamResponse({ chunks }), options));
    expect(all.filter((words) => /text|reasoning|refusal/.test(words))).toEqual(said);
  });

  test("is found by its own text, then in order, never by its position", async () => {
    const [a, b, c] = ["first", "second", "third"].map((text) => answer(textPart(text))) as [object, object, object];
    const streamed = [delta("first", 1), delta("sec", 3), delta("third", 7)];
    expect(texts(await read(...streamed, completed([a, b, c])))).toEqual(["first", "second", "third"]);
    // Left out by the server, as Copilot and TwelveLabs do with some items.
    expect(texts(await read(...streamed, completed([c])))).toEqual(["first", "sec", "third"]);
    expect(texts(await read(delta("first", 1), completed([a, b])))).toEqual(["first", "second"]);
    expect(texts(await read(delta("fir", 1), completed([a, b])))).toEqual(["first", "second"]);
  });

  test("of two equal texts keeps both", async () => {
    const same = answer(textPart("ok"));
    expect(texts(await read(delta("ok", 0), delta("ok", 1), completed([same, same])))).toEqual(["ok", "ok"]);
    expect(texts(await readWhole({ status: "completed", output: [same, same] }))).toEqual(["ok", "ok"]);
  });

  test("counts once, if the end is told twice", async () => {
    const end = completed([answer(textPart("ab"))], { usage: { input_tokens: 1, output_tokens: 1 } });
    expect(texts(await read(end, end))).toEqual(["ab"]);
  });

  test("tells texts, reasoning and refusals apart", async () => {
    const message = await read(
      delta("s", 0, 0, "reasoning_summary_text"),
      delta("r", 1, 0, "reasoning_text"),
      delta("a", 2, 0),
      delta("b", 2, 1),
      delta("no", 2, 2, "refusal"),
      completed([
        { type: "reasoning", summary: [{ type: "summary_text", text: "S" }] },
        { type: "reasoning", summary: [], content: [{ type: "reasoning_text", text: "R" }] },
        answer(textPart("A"), textPart("B"), { type: "refusal", refusal: "No" }),
      ]),
    );
    expect(message.parts.map((part) => [part.type, "text" in part && part.text])).toEqual([
      ["reasoning", "S"],
      ["reasoning", "R"],
      ["text", "A"],
      ["text", "B"],
      ["refusal", "No"],
    ]);
  });

  test("is not mixed up by ids that change with every event", async () => {
    const withIds = [delta("a"), delta("b"), textDone("ab"), completed([answer(textPart("ab"))])].map((one, index) => ({
      ...one,
      item_id: `id-${index}`,
    }));
    expect(texts(await read(...withIds))).toEqual(["ab"]);
  });

  test("needs no indexes where there is one text only", async () => {
    expect(
      texts(await read({ type: "response.output_text.delta", delta: "a" }, completed([answer(textPart("a"))]))),
    ).toEqual(["a"]);
  });
});

describe("commentary", () => {
  const narration = { ...answer(), phase: "commentary" };

  test("is a stage that grows and ends, not text", async () => {
    const chunks = [
      added(0, narration),
      delta("I "),
      delta("look."),
      textDone("I look."),
      itemDone(0, { ...narration, content: [textPart("I look.")] }),
      added(1, { ...answer(), phase: "final_answer" }),
      delta("Found.", 1),
      completed([{ ...narration, content: [textPart("I look.")] }, answer(textPart("Found."))]),
    ].map(event);
    expect(sayEvents(await readAll(streamResponse({ chunks }), options)).slice(1, -3)).toEqual([
      "stage-set",
      "stage-delta I ",
      "stage-delta look.",
      "stage-set",
      "stage-end",
      "text-delta Found.",
    ]);
    const message = await collectMessageWith(streamResponse({ chunks }), options);
    expect([messageText(message), message.stages.length]).toEqual(["Found.", 1]);
    expect(message.stages[0]).toMatchObject({ kind: "commentary", text: "I look.", status: "done" });
  });

  test.for([
    [undefined, false],
    [null, false],
    ["final_answer", false],
    ["commentary", true],
    ["of tomorrow", true],
  ])("phase %s: %s", async ([phase, isStage]) => {
    const message = await read(added(0, { ...answer(), phase }), delta("a"), completed());
    expect([message.stages.length > 0, messageText(message) === "a"]).toEqual([isStage, !isStage]);
  });
});

describe("function calls", () => {
  const calls = (message: Message) => message.parts.filter((part) => part.type === "tool-call");

  test("come in deltas and are named by their call id", async () => {
    const message = await read(
      added(0, call("a", "")),
      argumentsDelta('{"x":'),
      argumentsDelta("1}"),
      { type: "response.function_call_arguments.done", output_index: 0, arguments: '{"x":1}' },
      itemDone(0, call("a", '{"x":1}')),
      completed([call("a", '{"x":1}')]),
    );
    expect(calls(message)).toEqual([{ type: "tool-call", toolCallId: "a", name: "f", arguments: '{"x":1}' }]);
    expect(message.finishReason).toBe("tool_calls");
  });

  test("with equal arguments stay apart, in one body too", async () => {
    const both = [call("a", "{}"), call("b", "{}")];
    const streamed = await read(
      added(0, call("a", "")),
      added(1, call("b", "")),
      argumentsDelta("{}", 1),
      argumentsDelta("{}", 0),
      completed(both),
    );
    for (const message of [streamed, await readWhole({ status: "completed", output: both })])
      expect(calls(message).map(({ toolCallId, arguments: args }) => [toolCallId, args])).toEqual([
        ["a", "{}"],
        ["b", "{}"],
      ]);
  });

  test("wait for the item that names them", async () => {
    const message = await read(argumentsDelta('{"x":1}'), itemDone(0, call("a", '{"x":1}')), completed());
    expect(calls(message)).toMatchObject([{ toolCallId: "a", arguments: '{"x":1}' }]);
  });

  test("cut by the length are no calls to answer", async () => {
    const incomplete = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
    const message = await read(added(0, call("a", "")), argumentsDelta('{"x'), completed([], incomplete));
    expect([message.finishReason, message.rawFinishReason]).toEqual(["length", "max_output_tokens"]);
  });
});

describe("tools that the server runs", () => {
  test.for<[string, object, object]>([
    [
      "a search",
      { type: "web_search_call", action: { type: "search", query: "q", queries: ["q"] } },
      { kind: "search", title: "web search", input: "q" },
    ],
    [
      "a page that is opened",
      { type: "web_search_call", action: { type: "open_page", url: "https://example.test/" } },
      { kind: "search", input: "https://example.test/" },
    ],
    [
      "a search in files",
      { type: "file_search_call", queries: ["a", "b"], results: [{ file_id: "f" }] },
      { kind: "search", title: "file search", input: '["a","b"]', output: '[{"file_id":"f"}]' },
    ],
    [
      "code",
      { type: "code_interpreter_call", code: "1+1", outputs: [{ type: "logs", logs: "2" }] },
      { kind: "tool", title: "code interpreter", input: "1+1", output: '[{"type":"logs","logs":"2"}]' },
    ],
    [
      "an image",
      { type: "image_generation_call", result: "iVBORw0KGgo=" },
      { kind: "tool", title: "image generation" },
    ],
    [
      "MCP",
      { type: "mcp_call", name: "roll", arguments: "{}", output: "4", error: null },
      { kind: "tool", title: "roll", input: "{}", output: "4" },
    ],
    [
      "one that failed",
      { type: "mcp_call", name: "roll", arguments: "{}", output: null, error: "no dice", status: "failed" },
      { input: "{}", output: "no dice", status: "error" },
    ],
  ])("%s", async ([, item, stage]) => {
    const { type } = item as { type: string };
    const start = added(0, { id: "i", type, status: "in_progress", queries: [], outputs: [] });
    const finished = { id: "i", status: "completed", ...item };
    const expected = [{ status: "done", text: "", ...stage }];
    const streamed = await read(
      start,
      { type: `response.${type}.in_progress`, output_index: 0 },
      itemDone(0, finished),
      completed([finished]),
    );
    expect(streamed.stages).toMatchObject(expected);
    expect((await readWhole({ status: "completed", output: [finished] })).stages).toMatchObject(expected);
    expect((await read(start, completed())).stages).toMatchObject([{ status: "done" }]);
    expect(streamed.parts).toEqual([]);
  });

  test("end once, and stay as they ended", async () => {
    const item = { id: "i", type: "web_search_call", status: "completed", action: { query: "q" } };
    const chunks = [added(0, item), itemDone(0, item), completed([{ ...item, id: "other" }])].map(event);
    const said = sayEvents(await readAll(streamResponse({ chunks }), options));
    expect(said.filter((words) => words.startsWith("stage"))).toEqual(["stage-set", "stage-set", "stage-end"]);
  });

  test("of other kinds, and those that wait for the client, are left out", async () => {
    const items = ["hologram_call", "computer_call", "mcp_list_tools", "mcp_approval_request", "compaction"].map(
      (type) => ({ id: type, type, status: "completed", content: [textPart("x")] }),
    );
    const message = await read(...items.map((item, index) => itemDone(index, item)), completed(items));
    expect([message.stages, message.parts, message.status]).toEqual([[], [], "done"]);
  });
});

describe("citations", () => {
  const url = (start_index: number, end_index: number, rest: object = {}) => ({
    type: "url_citation",
    start_index,
    end_index,
    url: "https://example.test/",
    title: "T",
    ...rest,
  });
  const annotated = (annotation: unknown, content_index: number = 0) => ({
    type: "response.output_text.annotation.added",
    output_index: 0,
    content_index,
    annotation_index: 0,
    annotation,
  });

  test("are told when they come, and once", async () => {
    const part = textPart("abc", [url(1, 3), url(0, 1)]);
    const chunks = [
      delta("abc"),
      annotated(url(1, 3)),
      textDone("abc"),
      itemDone(0, answer(part)),
      completed([answer(part)]),
    ].map(event);
    const said = sayEvents(await readAll(streamResponse({ chunks }), options));
    expect(said.filter((words) => /citation|text/.test(words))).toEqual([
      "text-delta abc",
      "citation-add",
      "citation-add",
    ]);
    const { citations } = await collectMessageWith(streamResponse({ chunks }), options);
    expect(citations).toMatchObject([
      { start: 1, end: 3, kind: "web", url: "https://example.test/", title: "T" },
      { start: 0, end: 1 },
    ]);
  });

  test("count from the beginning of the whole answer", async () => {
    const content = [textPart("a📈"), textPart("bc", [url(0, 2)])];
    const events = [delta("a📈"), delta("bc", 0, 1), annotated(url(0, 2), 1)];
    for (const message of [
      await read(...events, completed([answer(...content)])),
      await read(...events, completed()),
      await readWhole({ status: "completed", output: [answer(content[0]!), answer(content[1]!)] }),
    ]) {
      expect(message.citations).toMatchObject([{ start: 3, end: 5 }]);
      expect(messageText(message).slice(3, 5)).toBe("bc");
    }
  });

  test.for<[unknown, object]>([
    [
      { type: "file_citation", index: 2, file_id: "f", filename: "a.pdf" },
      { kind: "file", start: 2, end: 2, fileId: "f", title: "a.pdf" },
    ],
    [
      {
        type: "container_file_citation",
        start_index: 0,
        end_index: 1,
        container_id: "c",
        file_id: "f",
        filename: "a.csv",
      },
      { kind: "file", start: 0, end: 1, fileId: "f", title: "a.csv" },
    ],
  ])("of files: %o", async ([annotation, citation]) => {
    expect((await read(delta("abc"), annotated(annotation), completed())).citations).toMatchObject([citation]);
  });

  test.for([null, 1, "x", [], {}, { type: 1 }, { type: "file_path", file_id: "f", index: 0 }, { type: "__proto__" }])(
    "%o is none",
    async (annotation) => {
      expect((await read(delta("abc"), annotated(annotation), completed())).citations).toEqual([]);
    },
  );

  test("before any text do no harm", async () => {
    const message = await read(annotated(url(0, 1)), delta("a", 0, 1), annotated(url(0, 1), 1), completed());
    expect([messageText(message), message.citations.length, message.status]).toEqual(["a", 1, "done"]);
  });
});

describe("the end", () => {
  test.for<[string, object, object]>([
    ["completed", {}, { status: "done", finishReason: "stop" }],
    [
      "the length",
      { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
      { status: "done", finishReason: "length", rawFinishReason: "max_output_tokens" },
    ],
    [
      "the filter",
      { status: "incomplete", incomplete_details: { reason: "content_filter" } },
      { finishReason: "content_filter" },
    ],
    [
      "a reason of tomorrow",
      { status: "incomplete", incomplete_details: { reason: "tired" } },
      { finishReason: "tired" },
    ],
    ["no reason", { status: "incomplete", incomplete_details: null }, { finishReason: "incomplete" }],
    [
      "an error",
      { status: "failed", error: { code: "rate_limit_exceeded", message: "Slow down." } },
      {
        status: "error",
        error: { code: "server", message: "Slow down.", serverCode: "rate_limit_exceeded", retryable: true },
      },
    ],
    [
      "an error without words",
      { status: "failed", error: null },
      { status: "error", error: { code: "server", message: "response failed" } },
    ],
  ])("%s", async ([, rest, expected]) => {
    expect(await read(delta("a"), completed([answer(textPart("a"))], rest))).toMatchObject(expected);
    const whole = await readWhole({
      object: "response",
      status: "completed",
      output: [answer(textPart("a"))],
      ...rest,
    });
    expect(whole).toMatchObject(expected);
  });

  test.for<[string, object]>([
    ["nested", { type: "error", sequence_number: 1, error: { type: "t", code: "c", message: "x", param: "p" } }],
    ["flat", { type: "error", sequence_number: 1, code: "c", message: "x", param: "p" }],
    ["a proxy's", { error: { code: "c", message: "x", param: "p" } }],
  ])("an error event, %s, is told once", async ([, error]) => {
    const failed = completed([], { status: "failed", error: { code: "other", message: "y" } });
    const message = await read(delta("a"), error, failed);
    expect(message).toMatchObject({ status: "error", error: { message: "x", serverCode: "c", param: "p" } });
    expect(message.error?.serverType).toBe("error" in error && "type" in error ? "t" : undefined);
    expect(messageText(message)).toBe("a");
  });

  test("a stream that just stops is cut short, and so is a body that is not finished", async () => {
    expect(await read(created, delta("a"))).toMatchObject({ status: "error", error: { code: "incomplete" } });
    for (const json of [{ object: "response", status: "in_progress", output: [] }, { hello: 1 }, []])
      expect(await readWhole(json)).toMatchObject({ status: "error", error: { code: "incomplete" } });
  });

  test("an event of a tool that is completed is not the end", async () => {
    const message = await read(delta("a"), { type: "response.web_search_call.completed", output_index: 0 });
    expect(message).toMatchObject({ error: { code: "incomplete" } });
  });

  test("an answer can be continued only if it ended well", async () => {
    const continued = async (...events: object[]) => (await read(created, ...events)).conversation;
    expect(await continued(completed())).toEqual({ responseId: "r1" });
    expect(await continued(completed([], { id: "r2" }))).toEqual({ responseId: "r2" });
    expect(await continued(delta("a"))).toBeUndefined();
    expect(await continued(completed([], { status: "failed" }))).toBeUndefined();
  });

  test("the last id is the one of the answer", async () => {
    const message = await read(created, delta("a"), completed([], { id: "r2", model: "m2" }));
    expect([message.responseId, message.model]).toEqual(["r2", "m2"]);
  });

  test.for<[object, object]>([
    [
      { input_tokens: 1, output_tokens: 2, total_tokens: 4 },
      { inputTokens: 1, outputTokens: 2, totalTokens: 4 },
    ],
    [{ input_tokens: 1, output_tokens: 2 }, { totalTokens: 3 }],
    [{ output_tokens: 2 }, { outputTokens: 2 }],
    [
      { input_tokens_details: { cached_tokens: 5 }, output_tokens_details: { reasoning_tokens: 6 } },
      { cachedInputTokens: 5, reasoningTokens: 6 },
    ],
    [{ input_tokens: "1", output_tokens: null }, {}],
  ])("usage %o", async ([usage, expected]) => {
    expect((await read(completed([], { usage }))).usage).toMatchObject(expected);
  });
});

describe("what is not expected", () => {
  const junk = [null, 1, true, [], {}, [null], { __proto__: null }, { text: 1 }, { type: [] }];

  test("does no harm", async () => {
    const odd = junk.flatMap((value) => [
      value,
      { type: value },
      { type: "response.output_item.added", output_index: value, item: value },
      { type: "response.output_item.done", output_index: 0, item: { type: "message", content: value, phase: value } },
      {
        type: "response.output_item.done",
        output_index: 1e300,
        item: { type: "function_call", call_id: value, arguments: value, name: value },
      },
      {
        type: "response.output_item.done",
        output_index: -1,
        item: { type: "web_search_call", action: value, queries: value, status: value },
      },
      {
        type: "response.output_item.done",
        output_index: 2,
        item: { type: "reasoning", summary: [value], content: [value] },
      },
      { type: "response.output_text.delta", output_index: value, content_index: value, delta: value },
      { type: "response.output_text.done", output_index: value, text: value },
      { type: "response.output_text.annotation.added", annotation: value },
      { type: "response.function_call_arguments.delta", output_index: value, delta: value },
      { type: "response.in_progress", response: value },
      { type: "response.constructor.delta", delta: "x" },
      { type: "response.__proto__.done", text: "x" },
      { type: "response.output_text.toString", text: "" },
    ]);
    const chunks = odd
      .map((value) => event(value))
      .concat(event(delta("ab", 50)), event(completed([], { usage: [], incomplete_details: 1 })));
    const message = await collectMessageWith(streamResponse({ chunks }), options);
    expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
    expect("polluted" in {}).toBe(false);
  });

  test("in the final output does no harm either", async () => {
    for (const value of junk) {
      const message = await read(
        delta("ab"),
        completed([value, answer(textPart("ab"))], { usage: value, model: value, id: value }),
      );
      expect([message.status, messageText(message)], JSON.stringify(value)).toEqual(["done", "ab"]);
      expect((await read(delta("ab"), { type: "response.completed", response: value })).status).toBe("done");
    }
  });

  test("arguments and names of the model are never keys", async () => {
    const item = call("__proto__", '{"__proto__":{"polluted":1}}', { name: "constructor" });
    const message = await read(added(0, item), argumentsDelta("x"), completed([item]));
    expect(message.parts).toMatchObject([{ toolCallId: "__proto__", name: "constructor" }]);
    expect("polluted" in {}).toBe(false);
  });
});

test("the cost of an event does not grow with the answer", () => {
  const work = (size: number) => {
    const decode = openaiResponses.createDecoder();
    const frame = { data: "" };
    for (let index = 0; index < size; index++) for (const _event of decode(delta("word "), frame));
    for (const _event of decode(completed([answer(textPart("word ".repeat(size)))]), frame));
  };
  expect(growth(work, 20_000)).toBeLessThan(8);
});

// --- Requests --------------------------------------------------------------------------------------------------------

type Body = Record<string, unknown>;

/** The body as it would travel. */
function write(messages: readonly Message[], body: Body = {}, responseId?: string): Body {
  const conversation = responseId === undefined ? undefined : { responseId };
  return JSON.parse(JSON.stringify(openaiResponses.createRequest!({ messages, body, conversation }).body)) as Body;
}

const message = (role: Message["role"], ...parts: MessagePart[]) => createMessage(role, role, { parts });
const text = (words: string): MessagePart => ({ type: "text", text: words });

interface WireContent {
  readonly text?: string;
  readonly image_url?: string;
  readonly filename?: string;
  readonly file_data?: string;
}

function fromWire(input: string | { role: Message["role"]; content: WireContent[] }[]): Message[] {
  if (typeof input === "string") return [message("user", text(input))];
  return input.map(({ role, content }) =>
    message(
      role,
      ...content.map(({ text: words, image_url, filename, file_data }): MessagePart =>
        words === undefined
          ? image_url === undefined
            ? { type: "file", mediaType: "application/pdf", url: file_data, name: filename }
            : { type: "file", mediaType: "image/png", url: image_url }
          : text(words),
      ),
    ),
  );
}

const requests = hasWireFolder
  ? readdirSync(path.join(wireFolder, "requests")).filter((file) => file.startsWith("openai-responses"))
  : [];

describe.skipIf(!hasWireFolder)("recorded requests are written alike", () => {
  test.for(requests)("%s", (file) => {
    const { body } = JSON.parse(readFileSync(path.join(wireFolder, "requests", file), "utf8")) as { body: Body };
    const { input, previous_response_id, stream: _stream, ...rest } = body;
    const earlier = previous_response_id ? [message("user", text("Tell.")), message("assistant", text("Once…"))] : [];
    const messages = [...earlier, ...fromWire(input as Parameters<typeof fromWire>[0])];
    expect(write(messages, rest, previous_response_id as string | undefined)).toEqual(body);
  });
});

describe("the request", () => {
  const user = (words: string) => ({ role: "user", content: [{ type: "input_text", text: words }] });

  test("of a first turn is the text, and the user's members win", () => {
    expect(write([message("user", text("a"), text("b"))], { model: "m", stream: false })).toEqual({
      model: "m",
      input: "ab",
      stream: false,
    });
    expect(write([message("user", text("a"))], { input: "other" })).toEqual({ input: "other", stream: true });
  });

  test("of a later turn is what is new since the answer that the server remembers", () => {
    const failed = createMessage("f", "assistant", { status: "error", parts: [text("Half")] });
    const history = [message("user", text("a")), message("assistant", text("A"))];
    expect(write([...history, message("user", text("b"))], {}, "r1")).toMatchObject({
      previous_response_id: "r1",
      input: [user("b")],
    });
    expect(
      write([...history, message("user", text("b")), failed, message("user", text("c"))], {}, "r1")["input"],
    ).toEqual([user("b"), { role: "assistant", content: "Half" }, user("c")]);
  });

  test("is the whole conversation where the server remembers nothing", () => {
    const messages = [
      message("user", text("a")),
      message("assistant", text("A")),
      message("assistant"),
      message("user", text("b")),
    ];
    const input = [user("a"), { role: "assistant", content: "A" }, user("b")];
    expect(write(messages)).toEqual({ input, stream: true });
    expect(write(messages, { store: false }, "r1")).toEqual({ input, stream: true, store: false });
  });

  test("has system messages as instructions, in every turn", () => {
    const messages = [
      message("system", text("Be brief.")),
      message("system", text("Be kind.")),
      message("user", text("a")),
    ];
    expect(write(messages)).toEqual({ instructions: "Be brief.\n\nBe kind.", input: "a", stream: true });
    expect(
      write([...messages, message("assistant", text("A")), message("user", text("b"))], {}, "r1")["instructions"],
    ).toBe("Be brief.\n\nBe kind.");
    expect(write(messages, { instructions: "Mine." })["instructions"]).toBe("Mine.");
  });

  test("has calls and their results", () => {
    const asked: MessagePart = { type: "tool-call", toolCallId: "c1", name: "f", arguments: "{}" };
    const told: MessagePart = { type: "tool-result", toolCallId: "c1", result: "42" };
    const output = { type: "function_call_output", call_id: "c1", output: "42" };
    const messages = [
      message("user", text("a")),
      message("assistant", { type: "reasoning", text: "hm" }, text("Wait."), asked),
      message("tool", told),
    ];
    expect(write(messages)["input"]).toEqual([
      user("a"),
      { role: "assistant", content: "Wait." },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
      output,
    ]);
    expect(write(messages, {}, "r1")).toMatchObject({ previous_response_id: "r1", input: [output] });
  });

  test("has files by address, by content or by id", () => {
    const files: MessagePart[] = [
      { type: "file", mediaType: "image/png", url: "https://example.test/a.png" },
      { type: "file", mediaType: "image/png", fileId: "file-1" },
      { type: "file", mediaType: "application/pdf", url: "data:application/pdf;base64,JVBERi0=", name: "a.pdf" },
      { type: "file", mediaType: "application/pdf", url: "https://example.test/a.pdf" },
      { type: "file", mediaType: "application/pdf", fileId: "file-2" },
    ];
    expect(write([message("user", ...files)])["input"]).toEqual([
      {
        role: "user",
        content: [
          { type: "input_image", image_url: "https://example.test/a.png", detail: "auto" },
          { type: "input_image", file_id: "file-1", detail: "auto" },
          { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
          { type: "input_file", file_url: "https://example.test/a.pdf" },
          { type: "input_file", file_id: "file-2" },
        ],
      },
    ]);
  });
});
