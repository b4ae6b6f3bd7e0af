import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { faults } from "../../src/testing/faults/faults.js";
import type { Expected } from "../helpers/recordings.js";
import {
  distanceToEnd,
  eventually,
  itemColumn,
  itemCount,
  reaches,
  readText,
  serverSeesClose,
  serverSeesOpen,
  showsEnd,
  streamRequests,
  watchAnswer,
  watchCounts,
  type PlaygroundPage,
  type Query,
} from "./helpers/playground.js";
import { withPlayground } from "./helpers/with-playground.js";

function expectedOf(recording: string): Expected["result"] {
  const file = new URL(`../../src/adapters/${recording.replace("/", "/recordings/")}.expected.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as Expected).result;
}

const story = expectedOf("openai-chat/aisix-story-usage.sse").text;
const unicodeName = "openai-chat/unicode.sse";
const unicode = expectedOf(unicodeName).text;
const question = "Tell me a story about a brave little API gateway.";

const { address, open, expectProblems } = withPlayground();

/** The only message of the user is on the page. */
async function keepsQuestion({ page }: PlaygroundPage): Promise<void> {
  expect(await page.locator('article[data-role="user"]').allTextContents()).toEqual([question]);
}

test("npm start prints a local address where the page opens", async () => {
  expect(address()).toMatch(/^http:\/\/localhost:\d+$/);
  const { page } = await open();
  expect(await page.title()).toBe("Headwater playground");
});

describe("an answer", () => {
  test("grows on the page in more than 20 steps before it is complete", async () => {
    const { page, answer, button, settles, text } = await open({ rate: 100 });
    const steps = await watchAnswer(page);
    await page.getByRole("textbox", { name: "Message" }).fill(question);
    await button("Send").click();
    await settles("done");

    expect(await text()).toBe(story);
    const streamed = (await steps()).filter(({ status }) => status === "streaming").map(({ length }) => length);
    expect(streamed).toEqual(streamed.toSorted((a, b) => a - b));
    const lengths = new Set(streamed.filter((length) => length > 0 && length < story.length));
    expect(lengths.size).toBeGreaterThan(20);
    expect(await answer.getAttribute("data-adapter")).toBe("openai-chat");
  });

  test("shows its status and its usage beside the chat", async () => {
    const { page, ask, settles } = await open({ rate: 0 });
    await ask(question);
    await settles("done");
    const readout = (name: string) => page.locator(`[data-readout="${name}"]`).textContent();
    expect(await readout("status")).toBe("done");
    expect(await readout("tokens in / out")).toBe("17 / 278");
    expect(await readout("model")).toBe("my-gpt4-mini");
    expect(await readout("finish reason")).toBe("stop");
  });

  test.each([1, 7])("is the same when the network cuts it every %i bytes", async (chunk) => {
    const { ask, settles, text } = await open({ chat: unicodeName, rate: 0, chunk });
    await ask(question);
    await settles("done");
    expect(await text()).toBe(unicode);
  });

  test("is shown when the server does not stream", async () => {
    const { ask, settles, text } = await open({ fault: "buffered-json" });
    await ask(question);
    await settles("done");
    expect(await text()).toBe(story);
  });

  test("completes in a page that is hidden and gets no animation frames", async () => {
    const hide = () => {
      Object.defineProperty(Document.prototype, "visibilityState", { get: () => "hidden" });
      Object.defineProperty(Document.prototype, "hidden", { get: () => true });
      globalThis.requestAnimationFrame = () => 1;
    };
    const { page, ask, settles, text } = await open({ rate: 200 }, { before: hide });
    const steps = await watchAnswer(page);
    await ask(question);
    await settles("done");
    expect(await text()).toBe(story);
    // It did not wait for its end to be shown.
    const lengths = (await steps()).map(({ length }) => length).filter((length) => length > 0 && length < story.length);
    expect(new Set(lengths).size).toBeGreaterThan(3);
  });
});

describe("stop", () => {
  const ways: Record<string, (playground: PlaygroundPage) => Promise<void>> = {
    "the Stop button": ({ button }) => button("Stop").click(),
    "Escape in the composer": ({ page }) => page.getByRole("textbox", { name: "Message" }).press("Escape"),
    "Escape in the conversation": ({ scroller }) => scroller.press("Escape"),
  };

  test.each(Object.keys(ways))("by %s keeps the partial text and closes the connection", async (way) => {
    const opened = await open({ rate: 40 });
    const { answer, ask, grows, settles, text } = opened;
    await ask(question);
    await grows(60);
    expect((await streamRequests(address())).at(-1)).toMatchObject({ open: true });
    await ways[way]!(opened);
    await settles("aborted");
    const partial = await text();
    expect(partial.length).toBeGreaterThanOrEqual(60);
    expect(partial.length).toBeLessThan(story.length);
    expect(story.startsWith(partial)).toBe(true);
    expect(await answer.locator(".hw-stopped").textContent()).toContain("Stopped");

    await serverSeesClose(address());
    expect(await text()).toBe(partial);
    expect(await answer.getAttribute("data-status")).toBe("aborted");
    await keepsQuestion(opened);
  });

  test("ends a stalled answer, and the next message is answered", async () => {
    const { answer, ask, button, control, grows, settles, text } = await open({ rate: 0, fault: "stall" });
    await ask(question);
    await grows(100);
    expect(await answer.getAttribute("data-status")).toBe("streaming");
    const partial = await text();
    await button("Stop").click();
    await settles("aborted");
    await serverSeesClose(address());
    const kept = await text();
    // What was on its way when `partial` was read may have come in between.
    expect([kept.startsWith(partial), story.startsWith(kept), kept.length < story.length]).toEqual([true, true, true]);

    await control("Fault").selectOption("none");
    await ask("And now?");
    await settles("done");
    expect(await text()).toBe(story);
  });

  test("before the first byte leaves an empty answer that can be asked for again", async () => {
    const { answer, ask, button, control, settles, text } = await open({ rate: 0, fault: "slow-start" });
    await ask(question);
    await settles("submitted");
    await serverSeesOpen(address());
    await button("Stop").click();
    await settles("aborted");
    await serverSeesClose(address());
    expect(await text()).toBe("");

    await control("Fault").selectOption("none");
    await answer.getByRole("button", { name: "Try again" }).click();
    await settles("done");
    expect(await text()).toBe(story);
  });
});

describe("restart", () => {
  test("after a stop gives a second attempt, and the first stays within reach", async () => {
    const opened = await open({ rate: 100 });
    const { answer, ask, button, grows, settles, text } = opened;
    await ask(question);
    await grows(60);
    await button("Stop").click();
    await settles("aborted");
    const partial = await text();

    await answer.getByRole("button", { name: "Try again" }).click();
    const attempt = answer.locator(".hw-attempts span");
    await eventually(() => attempt.textContent(), "2/2");
    await settles("done");
    expect(await text()).toBe(story);
    await keepsQuestion(opened);

    await button("Previous attempt").click();
    await eventually(() => attempt.textContent(), "1/2");
    expect(await text()).toBe(partial);
    expect(await answer.getAttribute("data-status")).toBe("aborted");

    await button("Next attempt").click();
    await eventually(() => attempt.textContent(), "2/2");
    expect(await text()).toBe(story);
  });

  test("of a complete answer asks again", async () => {
    const { answer, ask, button, settles, text } = await open({ rate: 400 });
    await ask(question);
    await settles("done");
    await button("Regenerate").click();
    await eventually(() => answer.locator(".hw-attempts span").textContent(), "2/2");
    await settles("done");
    expect(await text()).toBe(story);
  });
});

interface FaultCase {
  /** What the page must say. */
  readonly says: readonly string[];
  /** The code of the error. */
  readonly code: string;
  /** How much of the answer is kept. */
  readonly keeps: "nothing" | "a part" | "the whole text";
  /** What the browser logs. */
  readonly logs?: RegExp;
}

const failedResource = (status: number) => new RegExp(`^Failed to load resource: .* status of ${status}`);

const lostConnection: FaultCase = {
  says: ["The connection was lost before the answer was finished."],
  code: "network",
  keeps: "a part",
  logs: /^Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING/,
};

const faultCases: Record<string, FaultCase> = {
  "http-401": {
    says: ["The answer failed", "Incorrect API key provided.", "HTTP 401", "invalid_api_key"],
    code: "http",
    keeps: "nothing",
    logs: failedResource(401),
  },
  "http-429": {
    says: [
      "Rate limit reached. Please try again in 7s.",
      "The server asks to wait 7 s.",
      "HTTP 429",
      "rate_limit_exceeded",
    ],
    code: "http",
    keeps: "nothing",
    logs: failedResource(429),
  },
  "http-500": {
    says: ["The server had an error while processing your request.", "HTTP 500", "server_error"],
    code: "http",
    keeps: "nothing",
    logs: failedResource(500),
  },
  "http-502-html": {
    says: ["The server answered 502 Bad Gateway with an HTML page.", "HTTP 502"],
    code: "http",
    keeps: "nothing",
    logs: failedResource(502),
  },
  "http-503": {
    says: ["The server is overloaded. Please try again later.", "HTTP 503", "server_error"],
    code: "http",
    keeps: "nothing",
    logs: failedResource(503),
  },
  html: { says: ["HTML", "HTTP 200", "text/html"], code: "unexpected-response", keeps: "nothing" },
  "redirect-to-login": { says: ["HTML", "HTTP 200", "text/html"], code: "unexpected-response", keeps: "nothing" },
  "json-error": { says: ["The model is overloaded.", "overloaded"], code: "server", keeps: "nothing" },
  empty: { says: ["The server sent an empty reply."], code: "incomplete", keeps: "nothing" },
  "no-content": { says: ["The server sent an empty reply."], code: "incomplete", keeps: "nothing" },
  refuse: {
    says: ["The answer failed"],
    code: "network",
    keeps: "nothing",
    logs: /^Failed to load resource: net::ERR_(?:EMPTY_RESPONSE|CONNECTION)/,
  },
  "error-frame": {
    says: ["The answer failed", "The server had an error in the middle of the answer."],
    code: "server",
    keeps: "a part",
  },
  drop: lostConnection,
  "drop-in-line": lostConnection,
  "drop-in-character": lostConnection,
  "cut-line": {
    says: ["The answer is incomplete", "The stream ended before the answer was finished."],
    code: "incomplete",
    keeps: "a part",
  },
  "no-end": {
    says: ["The answer is incomplete", "The stream ended before the answer was finished."],
    code: "incomplete",
    keeps: "the whole text",
  },
};

describe("a failed answer", () => {
  test("every fault of the server is tested here or shows an answer", () => {
    const harmless =
      "none redirect hang double-end reset-after-end stall ping-stall buffered buffered-json slow-start slow crlf noise " +
      "bom gzip gzip-buffered bad-frame glued";
    expect([...Object.keys(faultCases), ...harmless.split(" ")].toSorted()).toEqual(
      faults.map(({ name }) => name).toSorted(),
    );
  });

  test.each(Object.entries(faultCases))(
    "by %s says what happened, keeps what there is, and can be asked for again",
    async (fault, { says, code, keeps, logs }) => {
      if (logs !== undefined) expectProblems(logs);
      const opened = await open({ rate: 400, fault });
      const { page, answer, ask, control, settles, text } = opened;
      await ask(question);
      await settles("error");

      const notice = answer.getByRole("alert");
      expect(await notice.getAttribute("data-error")).toBe(code);
      // Evidence is folded away until asked for; all else must be in view.
      const shown = await notice.innerText();
      for (const words of says) expect(shown).toContain(words);
      expect(shown).not.toMatch(/<\/?\w/);
      expect(await page.locator('[data-readout="status"]').textContent()).toBe(`error (${code})`);

      const partial = await text();
      expect(story.startsWith(partial)).toBe(true);
      const kept = partial === "" ? "nothing" : partial === story ? "the whole text" : "a part";
      expect(kept).toBe(keeps);
      await keepsQuestion(opened);

      await control("Fault").selectOption("none");
      await notice.getByRole("button", { name: "Try again" }).click();
      await settles("done");
      expect(await text()).toBe(story);
      expect(await answer.locator(".hw-attempts span").textContent()).toBe("2/2");
      await keepsQuestion(opened);

      await page.getByRole("button", { name: "Previous attempt" }).click();
      await settles("error");
      expect(await text()).toBe(partial);
    },
  );
});

describe("while an answer streams", () => {
  test("another wire changes nothing until the next message", async () => {
    const { page, ask, control, grows, settles, text } = await open({ rate: 100 });
    await ask(question);
    await grows(60);
    await control("Wire").selectOption(unicodeName);
    await settles("done");
    expect(await text()).toBe(story);

    await ask("And now?");
    await eventually(text, unicode);
    await settles("done");
    const answers = await page.locator('article[data-role="assistant"]').all();
    expect(await Promise.all(answers.map(readText))).toEqual([story, unicode]);
    const [first, second] = (await streamRequests(address())).slice(-2);
    expect(first!.path).toContain("aisix-story-usage.sse");
    expect(second!.path).toContain("unicode.sse");
  });

  test("a second message waits in the queue and is sent afterwards", async () => {
    const { page, ask, control, grows, settles } = await open({ rate: 40 });
    const before = (await streamRequests(address())).length;
    await ask(question);
    await grows(60);
    await ask("And another one.");
    const queue = page.getByRole("list", { name: "Waiting to be sent" });
    expect(await queue.getByRole("listitem").allTextContents()).toEqual(["And another one."]);
    expect((await streamRequests(address())).length - before).toBe(1);
    await control("Rate").selectOption("0");

    const messages = page.locator("article[data-role]");
    await eventually(() => messages.count(), 4);
    await settles("done");
    expect(await queue.count()).toBe(0);
    const texts = await Promise.all((await messages.all()).map(readText));
    expect(texts).toEqual([question, story, "And another one.", story]);
    expect((await streamRequests(address())).length - before).toBe(2);
  });

  test("the end stays in view until the reader scrolls up, and again after the jump button", async () => {
    const size = { viewport: { width: 900, height: 320 } };
    const { page, ask, button, grows, scroller, settles, text } = await open({ rate: 30 }, size);
    const jump = button("Jump to the latest");
    await ask(question);
    for (const length of [400, 480, 560]) {
      await grows(length);
      await showsEnd(scroller);
      expect(await jump.count()).toBe(0);
    }
    expect(await scroller.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);

    await scroller.hover();
    await page.mouse.wheel(0, -60);
    await jump.waitFor();
    // The wheel has come to rest when text arrives and nothing moves.
    const position = () => scroller.evaluate(({ scrollTop }) => scrollTop);
    await grows((await text()).length + 20);
    const top = await position();
    await grows((await text()).length + 100);
    expect(await position()).toBe(top);
    expect(await distanceToEnd(scroller)).toBeGreaterThan(32);

    await jump.click();
    await showsEnd(scroller);
    await eventually(() => jump.count(), 0);
    await settles("done");
    expect(await text()).toBe(story);
    await showsEnd(scroller);
  });
});

describe("JSON Lines", () => {
  test("items appear one by one while the stream is open, until it is stopped", async () => {
    const { page, button } = await open({ tab: "items", rate: 40 });
    const counts = await watchCounts(page);
    await button("Start").click();
    await reaches(() => itemCount(page), 20);

    const section = page.locator(".hw-item-list");
    expect(await section.getAttribute("data-status")).toBe("streaming");
    expect((await streamRequests(address())).at(-1)).toMatchObject({ open: true });
    const seen = await counts();
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));

    await button("Stop").click();
    await eventually(() => section.getAttribute("data-status"), "aborted");
    const last = await itemCount(page);
    await serverSeesClose(address());
    expect(await itemCount(page)).toBe(last);
    expect((await itemColumn(page, 0)).at(-1)).toBe(String(last));
    expect(await itemColumn(page, 2)).toContain("Plumbus");
  });

  test("can be started again after a stop", async () => {
    const { page, button } = await open({ tab: "items", rate: 100 });
    const section = page.locator(".hw-item-list");
    await button("Start").click();
    await reaches(() => itemCount(page), 10);
    await button("Stop").click();
    await eventually(() => section.getAttribute("data-status"), "aborted");
    await button("Start again").click();
    await eventually(() => section.getAttribute("data-status"), "streaming");
    await reaches(() => itemCount(page), 10);
    await button("Stop").click();
    // From 1 again, without a trace of the first run.
    expect((await itemColumn(page, 0)).at(-1)).toBe(String(await itemCount(page)));
    expect(await itemColumn(page, 1)).toEqual(await itemColumn(page, 0));
  });

  test("with a limit the oldest items are dropped", async () => {
    const { page, button } = await open({ tab: "items", rate: 100, limit: 5 });
    await button("Start").click();
    await reaches(() => itemCount(page), 20);
    await button("Stop").click();
    const section = page.locator(".hw-item-list");
    await eventually(() => section.getAttribute("data-status"), "aborted");
    const total = await itemCount(page);
    expect(await itemColumn(page, 0)).toEqual([4, 3, 2, 1, 0].map((back) => String(total - back)));
    expect(await section.locator(".hw-item-bar").textContent()).toContain(`dropped: ${total - 5}`);
  });

  test("a line that is not JSON is shown as a bad line, and the items around it are there", async () => {
    const recording = "json-lines/unicode-no-annotation.jsonl";
    const { items, badLines } = expectedOf(recording);
    const { page, button } = await open({ tab: "items", items: recording, rate: 0 });
    await button("Start").click();
    const section = page.locator(".hw-item-list");
    await eventually(() => section.getAttribute("data-status"), "done");
    expect(await itemColumn(page, 0)).toHaveLength(items!.length);
    await section.getByText("Lines that could not be read: 1").click();
    const [bad] = badLines!;
    expect(await section.getByRole("listitem").innerText()).toBe(`Line ${bad!.line}: not JSON\n${bad!.raw}`);
  });

  test("a lost connection is said and keeps the items", async () => {
    expectProblems(/^Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING/);
    const query = { tab: "items", items: "json-lines/big-500.jsonl", rate: 0, fault: "drop" };
    const { page, button } = await open(query);
    await button("Start").click();
    const section = page.locator(".hw-item-list");
    await eventually(() => section.getAttribute("data-status"), "error");
    expect(await section.getByRole("alert").textContent()).toContain("The connection was lost");
    expect((await itemColumn(page, 0)).length).toBeGreaterThan(0);
    await button("Start again").waitFor();
  });
});

// Pictures for people: SCREENSHOTS=1 npx vitest --project e2e
if (process.env["SCREENSHOTS"] !== undefined) {
  const looks: Record<string, { query: Query; width?: number }> = {
    light: { query: { theme: "light" } },
    dark: { query: { theme: "dark" } },
    rtl: { query: { theme: "light", dir: "rtl" } },
    "375px": { query: { theme: "light" }, width: 375 },
    "items-light": { query: { theme: "light", tab: "items" } },
    "items-dark": { query: { theme: "dark", tab: "items" } },
  };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "headwater-screenshots-"));
    console.log(`Screenshots are in ${folder}`);
  });

  test.each(Object.entries(looks))("a screenshot of %s", async (name, { query, width = 1100 }) => {
    const { page, ask, button, grows } = await open({ rate: 40, ...query }, { viewport: { width, height: 720 } });
    if (query["tab"] === "items") {
      await button("Start").click();
      await page.locator(".hw-row").nth(15).waitFor();
    } else {
      await ask(question);
      await grows(400);
    }
    const picture = await page.screenshot({ path: path.join(folder, `${name}.png`) });
    expect(picture.length).toBeGreaterThan(0);
  });
}
