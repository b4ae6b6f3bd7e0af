import { describe, expect, test } from "vitest";
import { answer, delta, done, finish } from "../helpers/openai.js";
import { withLab } from "./lab.js";
import { answersNext, openChat, question, surfaces, streams } from "./surfaces.js";

const lab = withLab();
const { server, open } = lab;

describe.for(surfaces)("$name", (surface) => {
  test("abort keeps partial text and the answer is `aborted`", async () => {
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    const request = await server().next();
    expect(request.said).toEqual([`user: ${question}`]);
    request.head();
    await request.write(delta("Once upon"));
    await chat.shows(`user: ${question}`, "assistant: Once upon (streaming)");
    await chat.press("Stop");
    expect(await request.closed).toBe("client");

    const stopped = [`user: ${question}`, "assistant: Once upon (aborted)"];
    await chat.shows(...stopped);
    expect(await chat.report()).toMatchObject({
      callbacks: ["abort Once upon"],
      statuses: ["submitted", "streaming", "aborted"],
      error: undefined,
    });
    await answersNext(server(), chat, stopped);
  });

  test("abort keeps partial text and the answer is `aborted`, also before the server has answered", async () => {
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    const request = await server().next();
    await chat.shows(`user: ${question}`, "assistant:  (submitted)");
    await chat.press("Stop");
    expect(await request.closed).toBe("client");

    const stopped = [`user: ${question}`, "assistant:  (aborted)"];
    await chat.shows(...stopped);
    expect(await chat.report()).toMatchObject({ callbacks: ["abort "], statuses: ["submitted", "aborted"] });
    await answersNext(server(), chat, stopped);
  });

  test("second send while streaming under each policy: `queue`", async () => {
    const { chat } = await openChat(lab, surface, { whenBusy: "queue" });
    const first = await streams(server(), chat);
    await chat.ask("A short one");
    const waiting = chat.element.getByRole("list", { name: "Waiting to be sent" }).getByRole("listitem");
    await waiting.waitFor();
    expect(await waiting.allInnerTexts()).toEqual(["A short one"]);
    expect(await chat.report()).toMatchObject({
      conversation: [`user: ${question}`, "assistant: Once upon (streaming)"],
      queue: ["A short one"],
      callbacks: [],
    });
    expect(server().requests).toEqual(["POST /chat"]);

    first.end(answer(" a time.").join(""));
    const second = await server().next();
    expect(second.said).toEqual([`user: ${question}`, "assistant: Once upon a time.", "user: A short one"]);
    second.answer("The end.");
    const both = [
      `user: ${question}`,
      "assistant: Once upon a time. (done)",
      "user: A short one",
      "assistant: The end. (done)",
    ];
    await chat.shows(...both);
    expect(await waiting.count()).toBe(0);
    expect((await chat.report()).callbacks).toEqual(["finish Once upon a time.", "finish The end."]);
    await answersNext(server(), chat, both);
  });

  test("second send while streaming under each policy: `interrupt`", async () => {
    const { chat } = await openChat(lab, surface, { whenBusy: "interrupt" });
    const first = await streams(server(), chat);
    await chat.ask("A short one");
    expect(await first.closed).toBe("client");
    const second = await server().next();
    expect(second.said).toEqual([`user: ${question}`, "assistant: Once upon", "user: A short one"]);
    second.answer("The end.");
    const both = [
      `user: ${question}`,
      "assistant: Once upon (aborted)",
      "user: A short one",
      "assistant: The end. (done)",
    ];
    await chat.shows(...both);
    expect(await chat.report()).toMatchObject({
      callbacks: ["abort Once upon", "finish The end."],
      statuses: ["submitted", "streaming", "aborted", "submitted", "streaming", "done"],
    });
    await answersNext(server(), chat, both);
  });

  test("second send while streaming under each policy: `ignore`", async () => {
    const { chat } = await openChat(lab, surface, { whenBusy: "ignore" });
    const first = await streams(server(), chat);
    await chat.ask("A short one");
    await chat.call("send", "Another one");
    expect(await chat.report()).toMatchObject({
      conversation: [`user: ${question}`, "assistant: Once upon (streaming)"],
      queue: [],
      resolved: ["nothing"],
    });
    first.end(answer(" a time.").join(""));
    const told = [`user: ${question}`, "assistant: Once upon a time. (done)"];
    await chat.shows(...told);
    expect((await chat.report()).callbacks).toEqual(["finish Once upon a time."]);
    await answersNext(server(), chat, told);
    expect(server().requests).toEqual(["POST /chat", "POST /chat"]);
  });

  test("unmount aborts the request (the server sees the close)", async () => {
    const { chat, mount } = await openChat(lab, surface);
    const request = await streams(server(), chat);
    await chat.ask("A short one");
    expect((await chat.report()).queue).toEqual(["A short one"]);
    await chat.unmount();
    expect(await request.closed).toBe("client");

    expect(await chat.element.count()).toBe(0);
    // Nobody is there to be called back; the words of the user are kept, and not sent behind his back.
    expect(await chat.report()).toMatchObject({
      conversation: [`user: ${question}`, "assistant: Once upon (aborted)"],
      statuses: ["submitted", "streaming", "aborted"],
      callbacks: [],
      queue: ["A short one"],
    });
    const { kind, isStrict } = surface;
    const next = await mount("next", { kind, isStrict, endpoint: server().url() });
    await answersNext(server(), next, []);
    expect(server().requests).toEqual(["POST /chat", "POST /chat"]);
  });

  test("unmount aborts the request (the server sees the close), also before the server has answered", async () => {
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    const request = await server().next();
    await chat.unmount();
    expect(await request.closed).toBe("client");
    expect(await chat.report()).toMatchObject({
      conversation: [`user: ${question}`, "assistant:  (aborted)"],
      callbacks: [],
    });
  });

  test("endpoint change mid-stream", async () => {
    const { chat } = await openChat(lab, surface, { endpoint: server().url("/first") });
    await chat.ask(question);
    const first = await server().next("/first");
    first.head();
    await first.write(delta("Once upon"));
    await chat.shows(`user: ${question}`, "assistant: Once upon (streaming)");
    await chat.change({ endpoint: server().url("/second") });
    await first.write(delta(" a time"));
    await chat.shows(`user: ${question}`, "assistant: Once upon a time (streaming)");
    await first.write(finish);
    first.end(done);
    const told = [`user: ${question}`, "assistant: Once upon a time (done)"];
    await chat.shows(...told);
    expect(await chat.report()).toMatchObject({
      callbacks: ["finish Once upon a time"],
      statuses: ["submitted", "streaming", "done"],
    });
    await answersNext(server(), chat, told);
    expect(server().requests).toEqual(["POST /first", "POST /second"]);
  });
});

describe.for([true, false])("with StrictMode: %s", (isStrict) => {
  test.for(["useChatStream", "ChatPanel"] as const)("StrictMode sends once: %s", async (kind) => {
    const { mount } = await open("development");
    const chat = await mount("chat", { kind, isStrict, endpoint: server().url() });
    await chat.element.getByRole("textbox", { name: "Message" }).fill(question);
    await chat.press("Send");
    const request = await server().next();
    request.answer("Once ", "upon");
    const told = [`user: ${question}`, "assistant: Once upon (done)"];
    await chat.shows(...told);
    expect(await chat.report()).toMatchObject({
      callbacks: ["finish Once upon"],
      statuses: ["submitted", "streaming", "done"],
    });
    expect(server().requests).toEqual(["POST /chat"]);
    await answersNext(server(), chat, told);
  });

  test("StrictMode sends once: useJsonLinesStream that starts by itself", async () => {
    const { mount } = await open("development");
    const endpoint = server().url("/items");
    const stream = await mount("items", { kind: "useJsonLinesStream", isStrict, endpoint, autoStart: true });
    const request = await server().next();
    request.head(200, { "content-type": "application/jsonl" });
    await request.write('{"n":1}\n');
    await expect.poll(() => stream.items()).toMatchObject({ status: "streaming", count: 1 });
    request.end('{"n":2}\n');
    await expect.poll(() => stream.items()).toMatchObject({ status: "done", count: 2, callbacks: ["finish"] });
    expect(server().requests).toEqual(["GET /items"]);
    await stream.press("Start again");
    const again = await server().next();
    again.head(200, { "content-type": "application/jsonl" });
    again.end('{"n":3}\n');
    await expect
      .poll(() => stream.items())
      .toMatchObject({ status: "done", count: 1, first: { n: 3 }, callbacks: ["finish", "finish"] });
  });
});
