import type { Page } from "playwright";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { delta, done, finish } from "../helpers/openai.js";
import { withLab, type Place } from "./lab.js";
import type { LabRequest } from "./server.js";
import { answersNext, question, startsAgain, surfaces, type Surface } from "./surfaces.js";
import { launchWithTabs, watchLife } from "./tabs.js";

const { server, open, expectProblems } = withLab({ launch: launchWithTabs });

/** Leaves the page for another address, until {@link comeBack}. */
async function leave(page: Page, mode: Surface["mode"]): Promise<void> {
  await page.evaluate(() => (document.body.dataset["old"] = "yes"));
  await page.goto(new URL("/elsewhere.html", inject("lifecyclePages")[mode]).href);
}

/** Goes back in the history. @returns whether the page is the one that was left, not a new one */
async function comeBack(page: Page): Promise<boolean> {
  await page.goBack({ waitUntil: "commit" });
  await page.waitForFunction(() => document.visibilityState === "visible" && "lab" in window);
  return page.evaluate(() => document.body.dataset["old"] === "yes");
}

/** Whether this browser has a back/forward cache: a headless shell has none. */
let hasCache: boolean;

beforeAll(async () => {
  const lab = await open("production");
  await leave(lab.page, "production");
  hasCache = await comeBack(lab.page);
  await lab.page.close();
});

describe.for(surfaces)("$name", ({ kind, isStrict, mode }) => {
  async function openChat(): Promise<{ chat: Place; page: Page; mount: () => Promise<Place> }> {
    const { page, mount } = await open(mode, watchLife);
    const mountChat = () => mount("chat", { kind, isStrict, endpoint: server().url() });
    return { page, chat: await mountChat(), mount: mountChat };
  }

  async function begin(chat: Place): Promise<LabRequest> {
    await chat.ask(question);
    const request = await server().next();
    request.head();
    await request.write(delta("Once"));
    await chat.shows(`user: ${question}`, "assistant: Once (streaming)");
    return request;
  }

  /**
   * Without a cache the page is gone, and its requests with it: the server sees that, and a new page starts anew.
   * @returns whether the page came back
   */
  async function cameBack(page: Page, mount: () => Promise<Place>, request?: LabRequest): Promise<boolean> {
    const isOld = await comeBack(page);
    if (!isOld) {
      await request?.closed;
      await answersNext(server(), await mount(), []);
    }
    return isOld;
  }

  test("a chat that was left after an answer is there when the user comes back, and goes on", async () => {
    const { chat, page, mount } = await openChat();
    const request = await begin(chat);
    await request.write(finish);
    request.end(done);
    const told = [`user: ${question}`, "assistant: Once (done)"];
    await chat.shows(...told);
    await leave(page, mode);
    // What a page does that must not be cached, a chat does not do.
    expect(await cameBack(page, mount)).toBe(hasCache);
    if (!hasCache) return;
    await chat.shows(...told);
    await answersNext(server(), chat, told);
  });

  test("a chat that was left during an answer goes on with it when the user comes back", async () => {
    const { chat, page, mount } = await openChat();
    const request = await begin(chat);
    await leave(page, mode);
    if (!(await cameBack(page, mount, request))) return;
    expect(server().open()).toBe(1);
    expect((await chat.report()).statuses).toEqual(["submitted", "streaming"]);
    await request.write(delta(" upon"));
    await request.write(finish);
    request.end(done);
    const told = [`user: ${question}`, "assistant: Once upon (done)"];
    await chat.shows(...told);
    expect((await chat.report()).callbacks).toEqual(["finish Once upon"]);
    expect(server().requests).toEqual(["POST /chat"]);
    await answersNext(server(), chat, told);
  });

  test("an answer that ended while the user was away is complete when he comes back", async () => {
    const { chat, page, mount } = await openChat();
    const request = await begin(chat);
    await leave(page, mode);
    await request.write(delta(" upon"));
    await request.write(finish);
    request.end(done);
    if (!(await cameBack(page, mount, request))) return;
    const told = [`user: ${question}`, "assistant: Once upon (done)"];
    await chat.shows(...told);
    expect((await chat.report()).callbacks).toEqual(["finish Once upon"]);
    await answersNext(server(), chat, told);
  });

  test("a connection that was lost while the user was away is an error when he comes back", async () => {
    expectProblems(/net::ERR_/);
    const { chat, page, mount } = await openChat();
    const request = await begin(chat);
    await leave(page, mode);
    request.reset();
    await request.closed;
    if (!(await cameBack(page, mount, request))) return;
    const failed = "assistant: Once (error)";
    await chat.shows(`user: ${question}`, failed);
    expect(await chat.report()).toMatchObject({ error: { code: "network" }, callbacks: ["error network Once"] });
    await startsAgain(server(), chat, failed);
  });

  test("a question that was not answered yet when the user left is in a true state when he comes back", async () => {
    expectProblems(/net::ERR_/);
    const { chat, page, mount } = await openChat();
    await chat.ask(question);
    const request = await server().next();
    await chat.shows(`user: ${question}`, "assistant:  (submitted)");
    await leave(page, mode);
    if (!(await cameBack(page, mount, request))) return;
    // Whether a request without a reply survives is the browser's to say.
    const isOpen = server().open() === 1;
    if (isOpen) request.answer("Once");
    const last = isOpen ? "assistant: Once (done)" : "assistant:  (error)";
    await chat.shows(`user: ${question}`, last);
    expect((await chat.report()).callbacks).toEqual([isOpen ? "finish Once" : "error network "]);
    await startsAgain(server(), chat, last);
  });
});
