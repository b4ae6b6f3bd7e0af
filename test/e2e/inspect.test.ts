import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import * as adapters from "../../src/adapters/index.js";
import { inspectorOf, recordingBytes, type Inspector } from "./helpers/inspect.js";
import {
  eventually,
  reaches,
  streamRequests,
  type PageOptions,
  type PlaygroundPage,
  type Query,
} from "./helpers/playground.js";
import { withPlayground } from "./helpers/with-playground.js";

const { address, open, expectProblems } = withPlayground();

async function openInspector(query: Query = {}, options?: PageOptions): Promise<PlaygroundPage & Inspector> {
  const opened = await open({ tab: "inspect", ...query }, options);
  return { ...opened, ...inspectorOf(opened.page) };
}

function chunk(delta: object, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

const greeting = [
  ": ping\n\n",
  chunk({ role: "assistant", content: "Hello" }),
  chunk({ content: ", world" }),
  "id: 7\ndata: {half a frame\n\n",
  chunk({}, "stop"),
  "data: [DONE]\n\n",
  chunk({ content: "too late" }),
].join("");

const storyName = "openai-chat/aisix-story-usage.sse";

describe("a pasted body", () => {
  test("is shown as frames, events and message", async () => {
    const { page, body, frames, message, control, endsAs, fact, counts, eventRows, json } = await openInspector();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((text) => navigator.clipboard.writeText(text), greeting);
    await body.focus();
    await page.keyboard.press("ControlOrMeta+V");
    await endsAs("done");

    expect(await control("Content type").locator("option:checked").textContent()).toBe("guessed: text/event-stream");
    expect(await counts()).toEqual(["6", "5"]);
    const marks = await frames
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll(".pg-mark")].map((mark) => mark.textContent)));
    expect(marks).toEqual([[], [], ["not JSON"], [], ["end marker"], ["not read"]]);
    expect(await frames.locator("thead th").allTextContents()).toEqual(["#", "id", expect.stringContaining("data")]);
    expect(await frames.locator("tbody td:nth-child(2)").allTextContents()).toEqual(["", "", "7", "", "", ""]);

    const rows = await eventRows();
    expect(rows.map(([type, , frame]) => [type, frame])).toEqual([
      ["message-start", ""],
      ["text-delta", "1"],
      ["text-delta", "2"],
      ["bad-frame-add", "3"],
      ["message-end", "4"],
    ]);
    expect(rows[1]![1]).toContain('delta "Hello"');

    expect(await message.locator('[data-part="text"]').textContent()).toBe("Hello, world");
    expect(await fact("read as")).toBe("openai-chat");
    expect(await fact("finish reason")).toBe("stop");
    expect(await fact("not readable")).toBe("1 frame");
    expect(await json()).toMatchObject({
      status: "done",
      parts: [{ type: "text", text: "Hello, world" }],
      badFrames: { count: 1 },
    });
  });

  test("never leaves the browser", async () => {
    const before = (await streamRequests(address())).length;
    const { page, body, endsAs } = await openInspector();
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET" || request.postData() !== null) sent.push(request.url());
    });
    await body.fill(greeting);
    await endsAs("done");
    expect(sent).toEqual([]);
    expect((await streamRequests(address())).length).toBe(before);
    await page.getByText("Nothing is uploaded").waitFor();
  });

  test("is read the same wherever it is cut", async () => {
    const { body, control, endsAs, fact, counts, eventRows } = await openInspector();
    await body.fill(greeting);
    await endsAs("done");
    const whole = await eventRows();
    const bytes = Buffer.byteLength(greeting);
    for (const [cut, pieces] of [
      ["1", bytes],
      ["7", Math.ceil(bytes / 7)],
      ["64", Math.ceil(bytes / 64)],
    ] as const) {
      await control("Cut").selectOption(cut);
      await eventually(() => fact("body"), `${bytes} bytes in ${pieces} pieces`);
      await endsAs("done");
      expect(await eventRows()).toEqual(whole);
      // A body that is read to its end marker is not cut further.
      expect((await counts())[0]).toBe("5");
    }
    await control("Cut").selectOption("random");
    await control("Seed").fill("3");
    await endsAs("done");
    expect(await eventRows()).toEqual(whole);
  });

  test("with a lost connection is a network error that keeps the text", async () => {
    const { body, message, control, endsAs, evidence, json } = await openInspector();
    await body.fill(chunk({ content: "Half of" }));
    await control("End").selectOption("lost");
    await endsAs("error: network");
    expect(await message.locator('[data-part="text"]').textContent()).toBe("Half of");
    expect(await message.getByRole("alert").innerText()).toContain("The connection was lost");
    expect(await evidence("cause")).toBe("TypeError: terminated");
    expect(await json()).toMatchObject({ status: "error", error: { code: "network", retryable: true } });

    await message.getByRole("button", { name: "Try again" }).click();
    await eventually(() => message.locator(".hw-attempts span").textContent(), "2/2");
    await endsAs("error: network");
  });

  test("with a status outside 200 to 299 is an error with its evidence", async () => {
    const { body, frames, control, endsAs, evidence } = await openInspector();
    const error = { error: { message: "Slow down.", type: "requests", code: "rate_limit_exceeded" } };
    await body.fill(JSON.stringify(error));
    await control("HTTP status").fill("429");
    await endsAs("error: http");
    expect(await control("Content type").locator("option:checked").textContent()).toBe("guessed: application/json");
    expect(await evidence("message")).toBe("Slow down.");
    expect(await evidence("status")).toBe("429");
    expect(await evidence("serverCode")).toBe("rate_limit_exceeded");
    expect(await frames.innerText()).toContain("a failed request");
  });

  test("that is a page of HTML is an error with a name, and shown as text", async () => {
    const { page, body, endsAs, evidence, counts } = await openInspector();
    const html = '<!doctype html><title>App</title><div id="hostile-root"></div>';
    await body.fill(html);
    await endsAs("error: unexpected-response");
    expect(await counts()).toEqual(["0", "1"]);
    expect(await evidence("contentType")).toBe("text/html");
    expect(await evidence("bodySample")).toBe(html);
    expect(await page.locator("#hostile-root").count()).toBe(0);
  });

  test("with hostile markup is shown as text, all of it", async () => {
    const { page, body, frames, events, message, control, endsAs, drop } = await openInspector();
    const markup = `<img src="x" onerror="globalThis.hacked = 1"><script>globalThis.hacked = 1</script><b class="hostile">`;
    const hostile = [
      `event: ${markup}\nid: ${markup}\ndata: ${JSON.stringify({ choices: [{ delta: { content: markup } }] })}\n\n`,
      `data: ${markup.repeat(3)}\n\n`,
      `data: ${JSON.stringify({ error: { message: markup, code: markup } })}\n\n`,
    ].join("");
    const isHarmless = async () => {
      expect(await page.locator(".pg-inspect :is(img, script, .hostile)").count()).toBe(0);
      expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
    };
    await body.fill(hostile);
    await endsAs("error: server");
    expect(await message.locator('[data-part="text"]').textContent()).toBe(markup);
    for (const summary of await page.locator(".pg-list summary").all()) await summary.click();
    expect(await frames.locator("pre").nth(1).textContent()).toBe(markup.repeat(3));
    expect(await events.textContent()).toContain("onerror");
    await isHarmless();

    await drop(`${markup}.txt`, markup);
    await endsAs("done");
    await isHarmless();
    await control("Content type").selectOption("text/html");
    await endsAs("error: unexpected-response");
    await isHarmless();
  });

  test("with a content type that cannot be sent says so", async () => {
    const { page, body, control, endsAs } = await openInspector();
    await body.fill(greeting);
    await endsAs("done");
    await control("Content type").selectOption("other");
    await control("Another content type").fill("text/plain; name=世界");
    await eventually(() => page.getByText("This reply cannot be played").count(), 1);
    expect(await page.locator(".pg-outcome").count()).toBe(0);
    await control("Another content type").fill("text/event-stream; charset=utf-8");
    await endsAs("done");
  });
});

describe("an adapter", () => {
  test("can be any that the package exports", async () => {
    const { control } = await openInspector();
    const offered = await control("Adapter")
      .locator("option")
      .evaluateAll((options: HTMLOptionElement[]) => options.map(({ value }) => value));
    const exported = Object.entries(adapters).filter(([, value]) => typeof value === "object");
    expect(offered.toSorted()).toEqual(exported.map(([name]) => name).toSorted());
    expect(offered[0]).toBe("auto");
  });

  test("that is the wrong one gives the honest outcome", async () => {
    const { body, control, endsAs, fact, evidence, eventRows } = await openInspector();
    await body.fill(greeting);
    await endsAs("done");
    await control("Adapter").selectOption("jsonLines");
    await endsAs("error: unexpected-response");
    expect(await fact("read as")).toBe("json-lines");
    expect(await evidence("message")).toBe("The server answered with Server-Sent Events instead of a stream.");

    await control("Adapter").selectOption("sseItems");
    await endsAs("done");
    expect(await fact("read as")).toBe("sse-items");
    expect((await eventRows()).filter(([type]) => type === "item-add")).toHaveLength(4);
  });
});

describe("a file", () => {
  test("that is dropped is read byte by byte as it is, its content type guessed from its name", async () => {
    const name = "openai-chat/truncated-mid-char.sse";
    const bytes = recordingBytes(name);
    const { page, control, drop, endsAs, fact } = await openInspector();
    await drop("odd.sse", bytes);
    await endsAs("error: incomplete");
    expect(await fact("body")).toBe(`${bytes.length.toLocaleString("en")} bytes in 1 piece`);
    expect(await page.locator(".pg-file header b").textContent()).toBe("odd.sse");
    const type = () => control("Content type").locator("option:checked").textContent();
    expect(await type()).toBe("guessed: text/event-stream");

    for (const [ending, expected] of [
      ["jsonl", "application/x-ndjson"],
      ["ndjson", "application/x-ndjson"],
      ["json", "application/json"],
      ["html", "text/html"],
      ["txt", "text/plain"],
    ]) {
      await drop(`other.${ending}`, '{"a":1}');
      await eventually(type, `guessed: ${expected}`);
    }
  });

  test("that is chosen replaces the one before, and can be removed", async () => {
    const { page, body, button, endsAs, counts } = await openInspector();
    const choose = async (name: string, text: string) => {
      const chooser = page.waitForEvent("filechooser");
      await button("Choose a file …").click();
      await (await chooser).setFiles({ name, mimeType: "", buffer: Buffer.from(text) });
    };
    await choose("one.jsonl", '{"a":1}\n{"a":2}\n');
    await endsAs("done");
    expect(await counts()).toEqual(["2", "4"]);
    await choose("two.jsonl", '{"a":1}\n');
    await eventually(counts, ["1", "3"]);
    await button("Remove").click();
    await eventually(() => body.inputValue(), "");
    await eventually(() => page.locator(".pg-outcome").count(), 0);
  });

  test("with nothing in it is an empty reply", async () => {
    const { drop, endsAs, evidence, fact } = await openInspector();
    await drop("empty.sse", "");
    await endsAs("error: incomplete");
    expect(await fact("body")).toBe("0 bytes in 0 pieces");
    expect(await evidence("message")).toBe("The server sent an empty reply.");
  });

  test("can be edited as text", async () => {
    const { body, button, drop, endsAs, fact, message } = await openInspector();
    await drop("answer.sse", greeting);
    await endsAs("done");
    await button("Edit as text").click();
    await body.fill(greeting.replace("world", "reader"));
    await eventually(() => message.innerText(), expect.stringContaining("Hello, reader"));
    expect(await fact("body")).toBe(`${Buffer.byteLength(greeting) + 1} bytes in 1 piece`);
  });

  test("of a megabyte is shown in part, more on request, and the page answers meanwhile", async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => JSON.stringify({ number: index, name: "Plumbus" }));
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    expect(bytes.length).toBeGreaterThan(1_000_000);
    const { page, events, frames, message, control, drop, endsAs, counts } = await openInspector({ cut: "1" });
    await drop("big.jsonl", bytes);
    await page.getByRole("progressbar", { name: "Reading" }).waitFor();
    const isReading = await page.evaluate(async () => {
      for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
      return document.querySelector("progress") !== null;
    });
    expect(isReading).toBe(true);
    await control("Cut").selectOption("64");
    await endsAs("done");

    expect(await counts()).toEqual(["40,000", "40,002"]);
    expect(await frames.locator("tbody tr").count()).toBe(500);
    expect(await events.locator("tbody tr").count()).toBe(500);
    expect(await frames.locator("header").innerText()).toContain("the first 500 shown");
    await frames.getByRole("button", { name: "Show 500 more" }).click();
    await eventually(() => frames.locator("tbody tr").count(), 1000);
    expect(await events.locator("tbody tr").count()).toBe(500);
    expect(await message.locator('[data-part="item"]').count()).toBe(1000);
    await page.getByText("the first 1,000 of 40,000 items").waitFor();
  });
});

describe("a sample", () => {
  test("is one of the recordings, grouped by wire, with the head it was recorded with", async () => {
    expectProblems(/^Failed to load resource: .* status of 429/);
    const { page, control, endsAs } = await openInspector();
    const groups = control("Sample").locator("optgroup");
    await groups.first().waitFor({ state: "attached" });
    const labels = await groups.evaluateAll((all: HTMLOptGroupElement[]) => all.map(({ label }) => label));
    expect(labels).toContain("openai-chat");
    expect(new Set(labels).size).toBe(labels.length);

    await control("Sample").selectOption("openai-chat/error-429-openai.json");
    await endsAs("error: http");
    expect(await control("HTTP status").inputValue()).toBe("429");
    await control("Sample").selectOption(storyName);
    await endsAs("done");
    expect(await control("HTTP status").inputValue()).toBe("200");
    const query = new URL(page.url()).searchParams;
    expect(query.get("sample")).toBe(storyName);
    expect(query.get("tab")).toBe("inspect");
  });

  test("whose connection was lost is lost here too", async () => {
    expectProblems(/^Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING/);
    const { control, endsAs } = await openInspector();
    await control("Sample").selectOption("json-lines/aborted-mid.jsonl");
    await endsAs("error: network");
    expect(await control("End").inputValue()).toBe("lost");
  });

  test("in the address is there again with what was set", async () => {
    const query = { sample: storyName, cut: "random", seed: 5, end: "lost", adapter: "openaiChat", status: 201 };
    const { control, endsAs, fact } = await openInspector(query);
    await endsAs("done");
    expect(await fact("read as")).toBe("openai-chat");
    expect(await control("Sample").inputValue()).toBe(storyName);
    expect(await control("Cut").inputValue()).toBe("random");
    expect(await control("Seed").inputValue()).toBe("5");
    expect(await control("End").inputValue()).toBe("lost");
    expect(await control("Adapter").inputValue()).toBe("openaiChat");
    expect(await control("HTTP status").inputValue()).toBe("201");
  });

  test("that does not exist is forgotten", async () => {
    const { page, body } = await openInspector({ sample: "no/such.sse" });
    await eventually(() => new URL(page.url()).searchParams.has("sample"), false);
    expect(await body.inputValue()).toBe("");
  });

  test("gives way to a body of one's own, and takes its head along", async () => {
    expectProblems(/^Failed to load resource: .* status of 429/);
    const { page, control, drop, endsAs } = await openInspector();
    await control("Sample").selectOption("openai-chat/error-429-openai.json");
    await endsAs("error: http");
    await drop("own.sse", greeting);
    await endsAs("done");
    expect(await control("HTTP status").inputValue()).toBe("200");
    expect(new URL(page.url()).searchParams.has("sample")).toBe(false);
  });
});

describe("without a mouse", () => {
  /** Presses Tab until the focus is on something of that name. */
  async function tabTo({ page }: PlaygroundPage, selector: string): Promise<void> {
    for (let left = 80; left > 0; left--) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    }
    throw new Error(`Tab never reaches ${selector}`);
  }

  test("one gets from the tab to a body, its settings, a frame, and from an event to its frame", async () => {
    const opened = await openInspector({ tab: "chat" });
    const { page, frames, endsAs } = opened;
    await tabTo(opened, '[role="tab"]:last-child');
    await page.keyboard.press("Enter");
    await tabTo(opened, ".pg-field select");
    await tabTo(opened, ".pg-body textarea");
    // The pasted text, without the clipboard.
    await page.keyboard.insertText(greeting);
    await endsAs("done");

    await tabTo(opened, '[data-list="frames"] .pg-table');
    await tabTo(opened, '[data-list="frames"] summary');
    await page.keyboard.press("Enter");
    expect(await frames.locator("details[open] pre").textContent()).toContain('"content":"Hello"');

    await tabTo(opened, '[data-list="events"] .pg-link');
    await page.keyboard.press("Enter");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-frame"));
    await eventually(focused, "1");
    await tabTo(opened, ".pg-json pre");
  });

  test("the names of regions, lists and controls are spoken, and how the reading ended", async () => {
    const { page, body, frames, endsAs } = await openInspector();
    await body.fill(greeting);
    await endsAs("done");
    expect(await page.getByRole("status").filter({ hasText: "6 frames" }).textContent()).toBe(
      "6 frames, 5 events: done",
    );
    for (const name of ["Frames", "Events"]) {
      const region = page.getByRole("region", { name });
      await region.getByRole("table").waitFor();
      expect(await region.getByRole("columnheader").count()).toBeGreaterThan(1);
    }
    expect(await frames.getByRole("rowheader").count()).toBe(6);
    await page.getByRole("region", { name: "As JSON" }).waitFor();
    await page.getByRole("tab", { name: "Inspect", selected: true }).waitFor();
  });
});

describe("on a narrow screen", () => {
  const phone = { viewport: { width: 375, height: 720 } };

  test("settings are folded above the content, and nothing is wider than the screen", async () => {
    const { page, control, endsAs } = await openInspector({ sample: storyName }, phone);
    await endsAs("done");
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(375);
    expect(await control("Cut").isVisible()).toBe(false);
    await page.getByText("Settings").click();
    await control("Cut").selectOption("7");
    await endsAs("done");
    const [side, main] = await Promise.all([
      page.locator(".pg-side").boundingBox(),
      page.locator(".pg-main").boundingBox(),
    ]);
    expect(main!.y).toBeGreaterThanOrEqual(side!.y + side!.height);
    expect(await width()).toBe(375);
  });

  test("the chat has the screen, its settings are one tap away", async () => {
    const { page, ask, control, settles, text } = await open({ rate: 0 }, phone);
    const composer = await page.getByRole("textbox", { name: "Message" }).boundingBox();
    expect(composer!.y + composer!.height).toBeLessThanOrEqual(720);
    const panel = await page.locator(".pg-main").boundingBox();
    expect(panel!.height).toBeGreaterThan(480);
    await page.getByText("Settings").click();
    await control("Wire").selectOption("openai-chat/unicode.sse");
    await page.getByText("Settings").click();
    await ask("Hello");
    await settles("done");
    await reaches(async () => (await text()).length, 1);
    expect(new URL(page.url()).searchParams.get("chat")).toBe("openai-chat/unicode.sse");
  });
});

test("the wires of the chat are grouped", async () => {
  const { control } = await open();
  const groups = control("Wire").locator("optgroup");
  const labels = await groups.evaluateAll((all: HTMLOptGroupElement[]) => all.map(({ label }) => label));
  expect(labels.length).toBeGreaterThan(1);
  expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b)));
});

// Pictures for people: SCREENSHOTS=1 npx vitest --project e2e
if (process.env["SCREENSHOTS"] !== undefined) {
  const looks: Record<string, { query: Query; width?: number }> = {
    light: { query: { theme: "light", sample: storyName } },
    dark: { query: { theme: "dark", sample: storyName } },
    rtl: { query: { theme: "light", dir: "rtl", sample: "openai-chat/malformed-json.sse" } },
    "375px": { query: { theme: "light", sample: storyName }, width: 375 },
    error: { query: { theme: "dark", sample: "openai-chat/html-200.html" } },
    empty: { query: { theme: "light" } },
  };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "headwater-screenshots-"));
    console.log(`Screenshots are in ${folder}`);
  });

  test.each(Object.entries(looks))("a screenshot of %s", async (name, { query, width = 1100 }) => {
    const { page } = await openInspector(query, { viewport: { width, height: 900 } });
    await page.locator("sample" in query ? ".pg-outcome" : ".pg-nothing").waitFor();
    const picture = await page.screenshot({ path: path.join(folder, `inspect-${name}.png`) });
    expect(picture.length).toBeGreaterThan(0);
  });
}
