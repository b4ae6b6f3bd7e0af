import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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

function check(timing: Partial<Timing> | undefined, deltas: number = 8): boolean {
  return warnIfBuffered(createMessage("m", "assistant", { timing: timing && { startedAt: 0, ...timing } }), deltas);
}

describe("a reply that arrives in one piece", () => {
  const late: Partial<Timing> = { firstByteAt: 4_200, lastContentAt: 4_250 };

  test("is told, with its wait and where to read on", () => {
    expect(check(late)).toBe(true);
    expect(warn.mock.calls[0]![0]).toMatch(/arrived in one piece after 4\.2 s: a proxy buffers it/);
  });

  test.for<[string, Partial<Timing> | undefined, number, boolean]>([
    ["after 1 s", { firstByteAt: 1_000, lastContentAt: 1_050 }, 8, true],
    ["after less", { firstByteAt: 999, lastContentAt: 999 }, 8, false],
    ["within 2 % of a long wait", { firstByteAt: 60_000, lastContentAt: 61_200 }, 8, true],
    ["but takes longer to come in", { firstByteAt: 60_000, lastContentAt: 61_201 }, 8, false],
    ["but takes longer than 50 ms after a short wait", { firstByteAt: 1_000, lastContentAt: 1_051 }, 8, false],
    ["but is too short to tell", late, 7, false],
    ["but has no times", undefined, 8, false],
    ["without content", { firstByteAt: 4_200 }, 8, true],
  ])("%s", ([, timing, deltas, expected]) => {
    expect(check(timing, deltas)).toBe(expected);
    expect(warn).toHaveBeenCalledTimes(expected ? 1 : 0);
  });

  test("is nobody's business in production, nor where nobody says what it is", () => {
    vi.stubEnv("NODE_ENV", "production");
    expect(check(late)).toBe(false);
    vi.unstubAllEnvs();
    vi.stubGlobal("process", undefined);
    const warned = check(late);
    vi.unstubAllGlobals();
    expect(warned).toBe(false);
  });

  test("is told once per chat", async () => {
    const { now, timer, schedule, advance } = createFakeClock();
    const chunks = [answer(..."abcdefgh").join("")];
    const { chat } = createTestChat(() => ({ chunks, delay: 2_000, timer }), { now, timer, schedule });
    for (let round = 0; round < 2; round++) {
      void chat.send("Hello");
      await advance(3_000);
    }
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test("is not told of a reply that streams", async () => {
    const { now, timer, schedule, advance } = createFakeClock();
    const { chat } = createTestChat(() => ({ chunks: answer(..."abcdefgh"), delay: 2_000, timer }), {
      now,
      timer,
      schedule,
    });
    void chat.send("Hello");
    await advance(30_000);
    expect(warn).not.toHaveBeenCalled();
  });
});
