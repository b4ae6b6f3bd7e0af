import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isDevelopment } from "../../src/protocol/development.js";
import { warnIfBuffered } from "../../src/chat/warn-buffered.js";
import { createMessage, type Timing } from "../../src/protocol/message.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { createTestChat } from "../helpers/chat.js";
import { answer } from "../helpers/openai.js";

const warn = vi.fn<(words: string) => void>();

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(warn);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  warn.mockReset();
});

function check(timing: Partial<Timing> | undefined, deltas: number = 8, chat: object = {}): void {
  warnIfBuffered(chat, createMessage("m", "assistant", { timing: timing && { startedAt: 0, ...timing } }), deltas);
}

describe("a reply that arrives in one piece", () => {
  const late: Partial<Timing> = { firstByteAt: 4_200, lastContentAt: 4_250 };

  test("is told, with its wait and where to read on", () => {
    check(late);
    expect(warn.mock.calls[0]![0]).toMatch(/arrived in one piece after 4\.2 s: a proxy buffers it, see docs/);
  });

  test.for<[string, Partial<Timing> | undefined, number, boolean]>([
    ["whenever it was asked for", { startedAt: 1_000, firstByteAt: 2_999, lastContentAt: 2_999 }, 8, false],
    ["after 2 s", { firstByteAt: 2_000, lastContentAt: 2_050 }, 8, true],
    ["after less", { firstByteAt: 1_999, lastContentAt: 1_999 }, 8, false],
    ["within 2 % of a long wait", { firstByteAt: 60_000, lastContentAt: 61_200 }, 8, true],
    ["but takes longer to come in", { firstByteAt: 60_000, lastContentAt: 61_201 }, 8, false],
    ["but takes longer than 50 ms after a short wait", { firstByteAt: 2_000, lastContentAt: 2_051 }, 8, false],
    ["but is too short to tell", late, 7, false],
    ["but has no times", undefined, 8, false],
    ["without content", { firstByteAt: 4_200 }, 8, true],
  ])("%s", ([, timing, deltas, expected]) => {
    check(timing, deltas);
    expect(warn).toHaveBeenCalledTimes(expected ? 1 : 0);
  });

  test("is told once per chat", () => {
    const chat = {};
    check(late, 8, chat);
    check(late, 8, chat);
    check(late, 8, {});
    expect(warn).toHaveBeenCalledTimes(2);
  });
});

describe("a chat", () => {
  async function talk(chunks: readonly string[]): Promise<void> {
    const { now, timer, schedule, advance } = createFakeClock();
    const { chat } = createTestChat(() => ({ chunks, delay: 3_000, timer }), { now, timer, schedule });
    void chat.send("Hello");
    await advance(60_000);
    await vi.dynamicImportSettled();
  }

  test("tells of a reply that arrives in one piece", async () => {
    await talk([answer(..."abcdefgh").join("")]);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test("tells nothing of a reply that streams", async () => {
    await talk(answer(..."abcdefgh"));
    expect(warn).not.toHaveBeenCalled();
  });

  test("tells nothing in production", async () => {
    vi.stubEnv("NODE_ENV", "production");
    await talk([answer(..."abcdefgh").join("")]);
    expect(warn).not.toHaveBeenCalled();
  });
});

test("it is development where somebody says so", () => {
  expect(isDevelopment()).toBe(true);
  vi.stubEnv("NODE_ENV", "production");
  expect(isDevelopment()).toBe(false);
  vi.unstubAllEnvs();
  vi.stubGlobal("process", undefined);
  const answered = isDevelopment();
  vi.unstubAllGlobals();
  expect(answered).toBe(false);
});
