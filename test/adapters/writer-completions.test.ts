import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { writerCompletions } from "../../src/adapters/writer-completions/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type Role } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { done, event } from "../helpers/openai.js";
import { hasWireFolder, wireFolder } from "../helpers/recordings.js";

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: writerCompletions });
}

function readWhole(json: unknown): Promise<Message> {
  const headers = { "content-type": "application/json" };
  return collectMessageWith(streamResponse({ chunks: [JSON.stringify(json)], headers }), {
    adapter: writerCompletions,
  });
}

describe("the answer", () => {
  test("begins with the first piece that says something", async () => {
    expect((await read(event({ value: "" }))).timing?.firstContentAt).toBeUndefined();
    expect((await read(event({ value: "" }), event({ value: "a" }))).parts).toEqual([{ type: "text", text: "a" }]);
  });

  test("ends with the body or with the end marker", async () => {
    expect(await read(event({ value: "a" }))).toMatchObject({ status: "done" });
    const marked = await read(event({ value: "a" }), done, event({ value: "b" }));
    expect([messageText(marked), marked.status]).toEqual(["a", "done"]);
  });

  test("of nothing at all broke off", async () => {
    for (const body of ["", "\n\n", ": ping\n\n"])
      expect(await read(body), JSON.stringify(body)).toMatchObject({ status: "error", error: { code: "incomplete" } });
  });

  test("keeps what came before an error", async () => {
    const message = await read(event({ value: "a" }), event({ tpe: "x", errors: [{ description: "No", key: "k" }] }));
    expect([messageText(message), message.error]).toMatchObject(["a", { code: "server", message: "No" }]);
  });

  test.for<unknown>([
    null,
    1,
    "x",
    [],
    [{ value: "x" }],
    {},
    { value: null },
    { value: 1 },
    { value: { value: "x" } },
    { value: ["x"] },
    { error: null },
  ])("is not broken by %j", async (odd) => {
    const message = await read(event({ value: "a" }), event(odd), event({ value: "b" }));
    expect([messageText(message), message.status]).toEqual(["ab", "done"]);
  });
});

describe("a reply that was not streamed", () => {
  test("of an error under status 200 is that error", async () => {
    expect(await readWhole({ tpe: "x", errors: [{ description: "No" }] })).toMatchObject({
      error: { code: "server", message: "No", status: 200 },
    });
  });

  test("of something else says so, with the body as evidence", async () => {
    for (const json of [{ hello: 1 }, [], { choices: [] }, { choices: "x" }])
      expect(await readWhole(json)).toMatchObject({
        error: { code: "unexpected-response", bodySample: JSON.stringify(json) },
      });
  });

  test("without a text is an empty answer", async () => {
    expect(await readWhole({ choices: [{}] })).toMatchObject({ status: "done" });
  });
});

describe("the request", () => {
  const say = (role: Role, text: string) => createMessage("m", role, { parts: text ? [{ type: "text", text }] : [] });
  const write = (messages: readonly Message[], body: Record<string, unknown> = {}) =>
    writerCompletions.createRequest!({ messages, body }).body;

  test.skipIf(!hasWireFolder)("is the recorded one", () => {
    const file = path.join(wireFolder, "requests/writer-completions.json");
    const { body } = JSON.parse(readFileSync(file, "utf8")) as { body: { prompt: string; model: string } };
    expect(write([say("user", body.prompt)], { model: body.model })).toEqual(body);
  });

  test.for<[string, Message[], string]>([
    ["one message is the prompt", [say("user", "Hi")], "Hi"],
    ["system texts stand before it", [say("system", "Be brief."), say("user", "Hi")], "Be brief.\n\nHi"],
    [
      "a conversation is folded",
      [say("system", "Be brief."), say("user", "Hi"), say("assistant", "Hello"), say("user", "And?")],
      "Be brief.\n\nUser: Hi\n\nAssistant: Hello\n\nUser: And?\n\nAssistant:",
    ],
    ["answers without a text are left out", [say("user", "Hi"), say("assistant", "")], "Hi"],
    ["nothing is nothing", [], ""],
  ])("%s", ([, messages, prompt]) => {
    expect(write(messages)).toEqual({ prompt, stream: true });
  });

  test("lets the user's members win", () => {
    expect(write([say("user", "Hi")], { prompt: "Mine", stream: false, max_tokens: 5 })).toEqual({
      prompt: "Mine",
      stream: false,
      max_tokens: 5,
    });
  });
});
