import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Announce, AnnouncerOptions } from "../../src/components/live-status/announcer.js";
import { defaultLabels } from "../../src/components/default-labels.js";
import { createMessage, type Message } from "../../src/protocol/message.js";

/** How the module with the announcer comes. */
let arrive: (isThere: boolean) => void;

beforeEach(() => {
  vi.resetModules();
  // Only the clock of the announcer: modules come when they come.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(console, "warn").mockImplementation(() => {});
  expectModule();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.doUnmock("../../src/components/live-status/announcer.js");
});

/** The next one that asks waits for `arrive`. */
function expectModule(): void {
  const come = new Promise<boolean>((resolve) => {
    arrive = resolve;
  });
  vi.doMock("../../src/components/live-status/announcer.js", async (importOriginal) => {
    if (!(await come)) throw new TypeError("Failed to fetch dynamically imported module");
    return importOriginal<object>();
  });
}

async function setUp(announce: Announce = "sentences") {
  const { createLateAnnouncer, loadAnnouncer } = await import("../../src/components/live-status/late-announcer.js");
  const heard: string[] = [];
  const options: AnnouncerOptions = {
    announce,
    clock: () => 0,
    labels: defaultLabels,
    format: { number: String, percent: String, duration: String, time: String, count: String },
    extensions: undefined,
  };
  const announcer = createLateAnnouncer(options, (pieces) => heard.push(...pieces));
  const comes = async (isThere: boolean) => {
    arrive(isThere);
    await loadAnnouncer();
    // What waited for it before goes on first.
    await Promise.resolve();
  };
  return { announcer, options, heard, comes };
}

function answer(status: Message["status"], text = "", id = "a"): Message {
  return createMessage(id, "assistant", { status, parts: text ? [{ type: "text", text }] : [] });
}

test("an answer that ended before speech was there is spoken whole, once", async () => {
  const { announcer, heard, comes } = await setUp();
  announcer.follow(undefined);
  announcer.follow(answer("submitted"));
  announcer.follow(answer("streaming", "One. Two"));
  announcer.follow(answer("done", "One. Two."));
  expect(heard).toEqual([]);
  await comes(true);
  vi.runAllTimers();
  expect(heard).toEqual(["One. Two.", "Answer finished"]);
});

test("an answer in the middle of which speech comes is spoken from its beginning, and goes on", async () => {
  const { announcer, heard, comes } = await setUp();
  announcer.follow(answer("submitted"));
  announcer.follow(answer("streaming", "One. Two"));
  await comes(true);
  vi.advanceTimersByTime(2_000);
  expect(heard).toEqual(["Answering", "One."]);
  announcer.follow(answer("streaming", "One. Two. Three"));
  announcer.follow(answer("done", "One. Two. Three."));
  expect(heard).toEqual(["Answering", "One.", "Two. Three.", "Answer finished"]);
});

test("what stood there when the page began is not spoken", async () => {
  const { announcer, heard, comes } = await setUp();
  announcer.follow(answer("done", "From yesterday.", "old"));
  await comes(true);
  vi.runAllTimers();
  expect(heard).toEqual([]);
});

test("where speech cannot be loaded, it is told that an answer begins and how it ended, and the next answer tries again", async () => {
  const { announcer, heard, comes } = await setUp();
  announcer.follow(undefined);
  announcer.follow(answer("submitted"));
  announcer.follow(answer("streaming", "One."));
  await comes(false);
  expect(heard).toEqual(["Answering"]);
  announcer.follow(answer("streaming", "One. Two."));
  announcer.follow(answer("aborted", "One. Two."));
  expect(heard).toEqual(["Answering", "Stopped"]);
  expect(console.warn).toHaveBeenCalledOnce();
  heard.length = 0;
  vi.resetModules();
  expectModule();
  announcer.follow(answer("submitted", "", "b"));
  announcer.follow(answer("streaming", "Again.", "b"));
  await comes(true);
  announcer.follow(answer("done", "Again.", "b"));
  expect(heard).toEqual(["Answering", "Again.", "Answer finished"]);
});

test("nothing is loaded while nothing is to be said", async () => {
  const { announcer, options, heard, comes } = await setUp("off");
  announcer.follow(answer("submitted"));
  announcer.follow(answer("streaming", "Unheard."));
  announcer.update({ ...options, announce: "sentences" });
  announcer.follow(answer("streaming", "Unheard. Heard"));
  await comes(true);
  announcer.follow(answer("done", "Unheard. Heard. This too."));
  expect(heard).toEqual(["Answering", "Heard. This too.", "Answer finished"]);
});
