import { describe, expect, test } from "vitest";
import { answer, delta, event } from "../helpers/openai.js";
import { withLab } from "./lab.js";
import { answersNext, openChat, question, startsAgain, surfaces, streams } from "./surfaces.js";

const lab = withLab();
const { server, expectProblems } = lab;

/** What Chromium itself logs about a connection that breaks. */
const broken = /net::ERR_(?:CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)/;

describe.for(surfaces)("$name", (surface) => {
  test("in-band error then restart", async () => {
    const { chat } = await openChat(lab, surface);
    const request = await streams(server(), chat);
    await request.write(event({ error: { message: "The model is overloaded.", type: "server_error", code: 529 } }));
    const failed = "assistant: Once upon (error)";
    await chat.shows(`user: ${question}`, failed);
    // Nothing more is to come, so the connection is given back without waiting for the server.
    expect(await request.closed).toBe("client");
    const alert = await chat.alert();
    expect(alert.code).toBe("server");
    expect(alert.words).toContain("The model is overloaded.");
    expect(await chat.report()).toMatchObject({
      error: { code: "server", message: "The model is overloaded." },
      callbacks: ["error server Once upon"],
      statuses: ["submitted", "streaming", "error"],
    });
    await startsAgain(server(), chat, failed);
  });

  test("connection lost then restart", async () => {
    expectProblems(broken);
    const { chat } = await openChat(lab, surface);
    const request = await streams(server(), chat);
    request.reset();
    const failed = "assistant: Once upon (error)";
    await chat.shows(`user: ${question}`, failed);
    expect((await chat.alert()).code).toBe("network");
    expect(await chat.report()).toMatchObject({
      error: { code: "network" },
      callbacks: ["error network Once upon"],
      statuses: ["submitted", "streaming", "error"],
    });
    await startsAgain(server(), chat, failed);
  });

  test("connection lost then restart, before the server has answered", async () => {
    expectProblems(broken);
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    const request = await server().next();
    request.reset();
    const failed = "assistant:  (error)";
    await chat.shows(`user: ${question}`, failed);
    expect((await chat.alert()).code).toBe("network");
    expect(await chat.report()).toMatchObject({ callbacks: ["error network "], statuses: ["submitted", "error"] });
    // The browser has not asked a second time behind our back.
    expect(server().requests).toEqual(["POST /chat"]);
    await startsAgain(server(), chat, failed);
  });

  test("restart while streaming, stale bytes dropped", async () => {
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    const rounds = 12;
    for (let round = 0; round < rounds; round++) {
      const old = await server().next();
      expect(old.said).toEqual([`user: ${question}`]);
      old.head();
      await old.write(delta(`${round}:`));
      await chat.shows(`user: ${question}`, `assistant: ${round}: (streaming)`);
      // Bytes of the old answer are on their way, in both directions of the race, while it is replaced.
      const stale = delta(`${round}:`).repeat(round % 2 === 0 ? 1 : 2000);
      await Promise.all([old.write(stale), chat.call("restart")]);
      await old.write(stale);
      expect(await old.closed).toBe("client");
    }
    const last = await server().next();
    last.answer("The last ", "word.");
    const told = [`user: ${question}`, "assistant: The last word. (done)"];
    await chat.shows(...told);

    const { others, callbacks, resolved, texts } = await chat.report();
    expect(others.length).toBe(rounds);
    for (const [round, attempt] of others.entries()) {
      // How much of it arrived in time is chance; nothing of another attempt is in it.
      expect(attempt.map((line) => line.replaceAll(`${round}:`, ""))).toEqual(["assistant:  (aborted)"]);
      expect(attempt[0]).toContain(`${round}:`);
    }
    expect(texts.filter((text) => new Set(text.match(/\d+/g)).size > 1 || /\d.*word/.test(text))).toEqual([]);
    expect(callbacks.map((call) => call.slice(0, 8))).toEqual([
      ...others.map((_, round) => `abort ${round}:`.slice(0, 8)),
      "finish T",
    ]);
    expect(resolved.toSorted()).toEqual([...Array.from({ length: rounds - 1 }, () => "aborted"), "done"]);
    await answersNext(server(), chat, told);
  });

  test("restart while streaming, stale bytes dropped: also those of an answer that ends at that moment", async () => {
    const { chat } = await openChat(lab, surface);
    await chat.ask(question);
    const old = await server().next();
    old.head();
    await old.write(delta("Old"));
    await chat.shows(`user: ${question}`, "assistant: Old (streaming)");
    old.end(answer(" words").join(""));
    await chat.call("restart");
    const fresh = await server().next();
    fresh.head();
    await fresh.write(delta("New"));
    await chat.shows(`user: ${question}`, "assistant: New (streaming)");
    fresh.end(answer(" words").join(""));
    const told = [`user: ${question}`, "assistant: New words (done)"];
    await chat.shows(...told);
    const { others, callbacks } = await chat.report();
    // Whoever was first: the old answer is whole or stopped, and was told once.
    expect([
      { other: "assistant: Old words (done)", call: "finish Old words" },
      { other: "assistant: Old words (aborted)", call: "abort Old words" },
      { other: "assistant: Old (aborted)", call: "abort Old" },
    ]).toContainEqual({ other: others[0]![0], call: callbacks[0] });
    expect(callbacks.slice(1)).toEqual(["finish New words"]);
    await answersNext(server(), chat, told);
  });
});
