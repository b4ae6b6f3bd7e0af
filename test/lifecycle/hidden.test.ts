import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { answer, delta, done, finish } from "../helpers/openai.js";
import { patience, withLab, type Place } from "./lab.js";
import type { PlaceOptions } from "./page/types.js";
import { answersNext, question, startsAgain, surfaces } from "./surfaces.js";
import { createTab, launchWithTabs, watchLife, type Tab } from "./tabs.js";

const { server, open, expectProblems } = withLab({ launch: launchWithTabs });

describe.for(surfaces)("$name", ({ kind, isStrict, mode }) => {
  async function openTab(options: Partial<PlaceOptions> = {}): Promise<{ chat: Place; page: Page; tab: Tab }> {
    const { page, mount } = await open(mode, watchLife);
    const chat = await mount("chat", { kind, isStrict, endpoint: server().url(), ...options });
    return { chat, page, tab: await createTab(page) };
  }

  test("an answer grows and completes in a hidden tab without a single animation frame", async () => {
    const { chat, page, tab } = await openTab();
    await chat.ask(question);
    const request = await server().next();
    await tab.hide();
    const frames = await page.evaluate(() => window.frameCount);
    request.head();
    await request.write(delta("Once"));
    await chat.shows(`user: ${question}`, "assistant: Once (streaming)");
    // Not the first piece: this one waits for a frame, or for the timer that stands in for it.
    await request.write(delta(" upon"));
    await chat.shows(`user: ${question}`, "assistant: Once upon (streaming)");
    request.end([delta(" a time"), finish, done].join(""));
    const told = [`user: ${question}`, "assistant: Once upon a time (done)"];
    await chat.shows(...told);
    expect(await chat.report()).toMatchObject({
      callbacks: ["finish Once upon a time"],
      statuses: ["submitted", "streaming", "done"],
    });
    expect(await page.evaluate(() => window.frameCount)).toBe(frames);
    expect(await page.evaluate(() => document.visibilityState)).toBe("hidden");
    await tab.show();
    await chat.shows(...told);
    await answersNext(server(), chat, told);
  });

  test("an answer completes in a page where frames and timers both stand still", async () => {
    const { chat, page, tab } = await openTab();
    await chat.ask(question);
    const request = await server().next();
    await tab.hide();
    await page.evaluate(() => {
      const real = globalThis.setTimeout;
      // Playwright looks at the page from outside and needs none.
      globalThis.setTimeout = ((_callback: unknown, ...rest: []) => real(() => {}, ...rest)) as typeof setTimeout;
    });
    request.head();
    for (const word of ["Once", " upon", " a", " time"]) await request.write(delta(word));
    await request.write(finish);
    request.end(done);
    await chat.shows(`user: ${question}`, "assistant: Once upon a time (done)");
    expect((await chat.report()).callbacks).toEqual(["finish Once upon a time"]);
  });

  test("a tab that is hidden and shown 50 times during an answer asks once and shows one answer", async () => {
    const { chat, page, tab } = await openTab();
    await chat.ask(question);
    const request = await server().next();
    request.head();
    const words = Array.from({ length: 25 }, (_, index) => `${index} `);
    for (const word of words) {
      await tab.hide();
      await request.write(delta(word));
      await tab.show();
    }
    request.end(answer("end").join(""));
    const told = [`user: ${question}`, `assistant: ${words.join("")}end (done)`];
    await chat.shows(...told);
    expect(await page.evaluate(() => window.seen)).toEqual(words.flatMap(() => ["hidden", "visible"]));
    const { callbacks, statuses, texts } = await chat.report();
    expect(callbacks).toEqual([`finish ${words.join("")}end`]);
    expect(statuses).toEqual(["submitted", "streaming", "done"]);
    expect(texts.map((text) => text.length)).toEqual(texts.map((text) => text.length).toSorted((a, b) => a - b));
    expect(server().requests).toEqual(["POST /chat"]);
    await answersNext(server(), chat, told);
  });

  /** Puts the page behind another, freezes it, and lets it go on. */
  async function freeze({ page, tab }: { page: Page; tab: Tab }): Promise<() => Promise<void>> {
    await tab.hide();
    const session = await page.context().newCDPSession(page);
    const set = async (state: "frozen" | "active", expected: string) => {
      await session.send("Page.setWebLifecycleState", { state });
      await expect.poll(() => page.evaluate(() => window.seen.at(-1)), patience).toBe(expected);
    };
    await set("frozen", "freeze");
    return async () => {
      await set("active", "resume");
      await tab.show();
    };
  }

  test("an answer that ends while the page is frozen is complete after it resumes", async () => {
    const { chat, page, tab } = await openTab();
    await chat.ask(question);
    const request = await server().next();
    request.head();
    await request.write(delta("Once"));
    await chat.shows(`user: ${question}`, "assistant: Once (streaming)");
    const resume = await freeze({ page, tab });
    for (const word of [" upon", " a", " time"]) await request.write(delta(word));
    await request.write(finish);
    request.end(done);
    expect(await request.closed).toBe("server");
    await resume();
    const told = [`user: ${question}`, "assistant: Once upon a time (done)"];
    await chat.shows(...told);
    expect(await chat.report()).toMatchObject({
      callbacks: ["finish Once upon a time"],
      statuses: ["submitted", "streaming", "done"],
    });
    expect(server().requests).toEqual(["POST /chat"]);
    await answersNext(server(), chat, told);
  });

  test("an answer that ends while the page is frozen for longer than the idle timeout is complete after it resumes", async () => {
    const idleTimeout = 1000;
    const { chat, page, tab } = await openTab({ idleTimeout });
    await chat.ask(question);
    const request = await server().next();
    request.head();
    await request.write(delta("Once"));
    await chat.shows(`user: ${question}`, "assistant: Once (streaming)");
    const resume = await freeze({ page, tab });
    request.end(answer(" upon").join(""));
    expect(await request.closed).toBe("server");
    await sleep(2 * idleTimeout);
    await resume();
    // The server was never silent: it was the page that did not listen.
    const told = [`user: ${question}`, "assistant: Once upon (done)"];
    await chat.shows(...told);
    expect((await chat.report()).callbacks).toEqual(["finish Once upon"]);
    await answersNext(server(), chat, told);
  });

  test.for(["end", "stop"] as const)(
    "an answer runs on after the page was frozen in the middle of it: %s",
    async (how) => {
      const { chat, page, tab } = await openTab();
      await chat.ask(question);
      const request = await server().next();
      request.head();
      await request.write(delta("Once"));
      await chat.shows(`user: ${question}`, "assistant: Once (streaming)");
      const resume = await freeze({ page, tab });
      await request.write(delta(" upon"));
      await resume();
      // Chromium may keep what arrived meanwhile from a `fetch` until its end, so how much is shown now is not ours to say.
      expect((await chat.report()).statuses).toEqual(["submitted", "streaming"]);
      expect(server().open()).toBe(1);
      if (how === "end") request.end(answer(" a time").join(""));
      else await chat.press("Stop");
      await expect
        .poll(async () => (await chat.report()).statuses.at(-1), patience)
        .toBe(how === "end" ? "done" : "aborted");
      expect(await request.closed).toBe(how === "end" ? "server" : "client");
      const { conversation, callbacks } = await chat.report();
      const text = conversation[1]!.replace(/^assistant: | \([a-z]+\)$/g, "");
      expect(how === "end" ? ["Once upon a time"] : ["Once", "Once upon"]).toContain(text);
      expect(callbacks).toEqual([`${how === "end" ? "finish" : "abort"} ${text}`]);
      await answersNext(server(), chat, conversation);
    },
  );

  test("a connection that is lost while the page is frozen is an error after it resumes", async () => {
    expectProblems(/net::ERR_(?:CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)/);
    const { chat, page, tab } = await openTab();
    await chat.ask(question);
    const request = await server().next();
    request.head();
    await request.write(delta("Once"));
    await chat.shows(`user: ${question}`, "assistant: Once (streaming)");
    const resume = await freeze({ page, tab });
    request.reset();
    expect(await request.closed).toBe("server");
    await resume();
    const failed = "assistant: Once (error)";
    await chat.shows(`user: ${question}`, failed);
    expect(await chat.report()).toMatchObject({ error: { code: "network" }, callbacks: ["error network Once"] });
    await startsAgain(server(), chat, failed);
  });
});
