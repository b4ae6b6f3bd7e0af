import { describe, expect, test } from "vitest";
import { cutEvery } from "../../src/testing/cuts.js";
import { delta, done, event, finish } from "../helpers/openai.js";
import { withLab, type Place } from "./lab.js";
import type { LabRequest } from "./server.js";
import { answersNext, openChat, question, startsAgain, surfaces } from "./surfaces.js";

const lab = withLab();
const { server, expectProblems } = lab;

const page = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";
const html = { "content-type": "text/html; charset=utf-8" };
const json = { "content-type": "application/json" };

interface Failure {
  readonly text: string;
  readonly code: string;
  readonly words: string;
  readonly status?: number;
}

/** The answer has failed in this way, everywhere; then a new attempt is made. */
async function check(chat: Place, request: LabRequest, { text, code, words, status }: Failure): Promise<void> {
  const failed = `assistant: ${text} (error)`;
  await chat.shows(`user: ${question}`, failed);
  const alert = await chat.alert();
  expect(alert.code).toBe(code);
  expect(alert.words).toContain(words);
  expect(alert.words).not.toContain("<h1>");
  const { error, callbacks, statuses } = await chat.report();
  expect(error).toMatchObject({ code, message: words, ...(status !== undefined && { status }) });
  expect(callbacks).toEqual([`error ${code} ${text}`]);
  expect(statuses).toEqual(["submitted", ...(text === "" ? [] : ["streaming"]), "error"]);
  await request.closed;
  await startsAgain(server(), chat, failed);
}

describe.for(surfaces)("$name", (surface) => {
  async function asks(): Promise<{ chat: Place; request: LabRequest }> {
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    return { chat, request: await server().next() };
  }

  const unfinished = "The stream ended before the answer was finished.";

  test("clean end without terminator is `incomplete`", async () => {
    const { chat, request } = await asks();
    request.head();
    await request.write(delta("Once upon"));
    await chat.shows(`user: ${question}`, "assistant: Once upon (streaming)");
    request.end();
    await check(chat, request, { text: "Once upon", code: "incomplete", words: unfinished });
  });

  test("end inside a line", async () => {
    const { chat, request } = await asks();
    request.head();
    request.end(`${delta("Once upon")}${delta(" a time").slice(0, 30)}`);
    await check(chat, request, { text: "Once upon", code: "incomplete", words: unfinished });
  });

  test("200 with JSON error", async () => {
    const { chat, request } = await asks();
    request.head(200, json);
    request.end(JSON.stringify({ error: { message: "Unknown model.", type: "invalid_request_error", code: "model" } }));
    await check(chat, request, { text: "", code: "server", words: "Unknown model.", status: 200 });
  });

  test("200 with HTML", async () => {
    const { chat, request } = await asks();
    request.head(200, html);
    request.end(page);
    const words = "The server answered with an HTML page instead of a stream.";
    await check(chat, request, { text: "", code: "unexpected-response", words, status: 200 });
  });

  test("502 with HTML", async () => {
    expectProblems(/status of 502/);
    const { chat, request } = await asks();
    request.head(502, html);
    request.end(page);
    const words = "The server answered 502 Bad Gateway with an HTML page.";
    await check(chat, request, { text: "", code: "http", words, status: 502 });
  });

  test("buffered JSON answer is shown", async () => {
    const { chat, request } = await asks();
    request.head(200, json);
    const message = { role: "assistant", content: "Once upon a time" };
    request.end(
      JSON.stringify({ object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] }, null, 2),
    );
    const told = [`user: ${question}`, "assistant: Once upon a time (done)"];
    await chat.shows(...told);
    expect(await chat.report()).toMatchObject({
      callbacks: ["finish Once upon a time"],
      statuses: ["submitted", "streaming", "done"],
      error: undefined,
    });
    await answersNext(server(), chat, told);
  });

  test("CRLF with comments and UTF-8 cut in 7-byte pieces", async () => {
    const { chat, request } = await asks();
    const words = ["Ein Märchen ☕ ", "日本語の物語 ", "👩‍💻👨‍👩‍👧 ", "e\u0301 \u202Eעברית\u202C."];
    const frames = [...words.map((word) => delta(word)), event({ choices: [] }), finish, done];
    const body = frames
      .map((frame) => `: keep-alive ☕\n\n${frame}`)
      .join("")
      .replaceAll("\n", "\r\n");
    request.head();
    const pieces = cutEvery(new TextEncoder().encode(body), 7);
    for (const piece of pieces) {
      await request.write(piece);
      // Only what has left is a piece of its own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    request.end();
    const told = [`user: ${question}`, `assistant: ${words.join("")} (done)`];
    await chat.shows(...told);
    const { callbacks, statuses, texts } = await chat.report();
    expect(callbacks).toEqual([`finish ${words.join("")}`]);
    expect(statuses).toEqual(["submitted", "streaming", "done"]);
    // What was shown on the way was always a beginning of the whole.
    expect(texts.filter((text) => !words.join("").startsWith(text))).toEqual([]);
    await answersNext(server(), chat, told);
  });
});

test("end inside a line of an item stream keeps the items before it", async () => {
  const { mount } = await lab.open();
  const stream = await mount("items", { kind: "useJsonLinesStream", endpoint: server().url("/items"), isStrict: true });
  await stream.press("Start");
  const request = await server().next();
  request.head(200, { "content-type": "application/jsonl" });
  request.end('{"n":1}\n{"n":2}\n{"n":');
  await expect
    .poll(() => stream.items())
    .toMatchObject({ status: "error", error: "incomplete", count: 2, last: { n: 2 }, callbacks: ["error incomplete"] });
  await stream.press("Start again");
  const again = await server().next();
  again.head(200, { "content-type": "application/jsonl" });
  again.end('{"n":3}\n');
  await expect
    .poll(() => stream.items())
    .toMatchObject({ status: "done", count: 1, last: { n: 3 }, callbacks: ["error incomplete", "finish"] });
});
