import { describe, expect, onTestFinished, test } from "vitest";
import { withLab } from "./lab.js";
import { answersNext, openChat, question, startsAgain, surfaces, streams } from "./surfaces.js";

const lab = withLab();
const { server, expectProblems } = lab;

describe.for(surfaces)("$name", (surface) => {
  test("offline before the question: error `network`, and it works again when online", async () => {
    expectProblems(/net::ERR_INTERNET_DISCONNECTED/);
    const { chat, page } = await openChat(lab, surface);
    onTestFinished(() => page.context().setOffline(false));
    await page.context().setOffline(true);
    await chat.ask(question);
    const failed = "assistant:  (error)";
    await chat.shows(`user: ${question}`, failed);
    expect((await chat.alert()).code).toBe("network");
    expect(await chat.report()).toMatchObject({ callbacks: ["error network "], statuses: ["submitted", "error"] });
    expect(server().requests).toEqual([]);

    await page.context().setOffline(false);
    await startsAgain(server(), chat, failed);
  });

  test("offline during an answer: error `network`, the text is kept, and it works again when online", async () => {
    expectProblems(/net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)/);
    const { chat, page } = await openChat(lab, surface);
    onTestFinished(() => page.context().setOffline(false));
    const request = await streams(server(), chat);
    await page.context().setOffline(true);
    // The switch of the browser lets open connections live; a machine that goes offline loses them.
    request.reset();
    const failed = "assistant: Once upon (error)";
    await chat.shows(`user: ${question}`, failed);
    expect((await chat.alert()).code).toBe("network");
    expect(await chat.report()).toMatchObject({
      callbacks: ["error network Once upon"],
      statuses: ["submitted", "streaming", "error"],
    });
    await chat.press("Try again");
    await chat.shows(`user: ${question}`, "assistant:  (error)");
    expect(await chat.report()).toMatchObject({
      others: [[failed]],
      callbacks: ["error network Once upon", "error network "],
    });
    expect(server().requests).toEqual(["POST /chat"]);

    await page.context().setOffline(false);
    await chat.press("Previous attempt");
    await chat.shows(`user: ${question}`, failed);
    await chat.press("Try again");
    const again = await server().next();
    expect(again.said).toEqual([`user: ${question}`]);
    again.answer("A third attempt.");
    const told = [`user: ${question}`, "assistant: A third attempt. (done)"];
    await chat.shows(...told);
    expect((await chat.report()).others).toEqual([[failed], ["assistant:  (error)"]]);
    await answersNext(server(), chat, told);
  });
});
