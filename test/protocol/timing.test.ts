import { describe, expect, test } from "vitest";
import { createMessage, type Message, type Stage, type Timing } from "../../src/protocol/message.js";
import { measureMessage, stageDuration } from "../../src/protocol/timing.js";

const timing: Timing = {
  startedAt: 1_000,
  firstByteAt: 1_200,
  firstContentAt: 1_500,
  lastContentAt: 3_500,
  endedAt: 3_600,
};

function measure(rest: Partial<Message>) {
  return measureMessage(createMessage("m", "assistant", { timing, ...rest }));
}

describe("measureMessage", () => {
  test("gives durations in ms and rates between the first content and the last", () => {
    const parts = [
      { type: "reasoning", text: "abcd" },
      { type: "text", text: "efghij" },
    ] as const;
    expect(measure({ parts, usage: { outputTokens: 30 } })).toEqual({
      toFirstByte: 200,
      toFirstContent: 500,
      total: 2_600,
      charactersPerSecond: 5,
      tokensPerSecond: 15,
    });
  });

  test("gives nothing that is not known yet", () => {
    const nothing = { toFirstByte: undefined, toFirstContent: undefined, total: undefined };
    const noRates = { charactersPerSecond: undefined, tokensPerSecond: undefined };
    expect(measure({ timing: { startedAt: 1 } })).toEqual({ ...nothing, ...noRates });
    expect(measure({ timing: undefined })).toEqual({ ...nothing, ...noRates });
    expect(measure({})).toMatchObject(noRates);
  });

  test.for([
    [499, undefined],
    [500, 20],
  ])("takes %i ms of content for a rate of %s", ([span, rate]) => {
    const short = { ...timing, lastContentAt: timing.firstContentAt! + span! };
    expect(measure({ timing: short, usage: { outputTokens: 10 } }).tokensPerSecond).toBe(rate);
  });

  test("counts no characters of another run", () => {
    const parts = [{ type: "text", text: "efghij" }] as const;
    const { charactersPerSecond, tokensPerSecond } = measure({
      parts,
      continuedFrom: "m0",
      usage: { outputTokens: 2 },
    });
    expect([charactersPerSecond, tokensPerSecond]).toEqual([undefined, 1]);
  });

  test("never gives a negative time, however the clock is set", () => {
    const back = { startedAt: 5_000, firstByteAt: 4_000, firstContentAt: 3_000, lastContentAt: 2_000, endedAt: 1_000 };
    expect(measure({ timing: back, usage: { outputTokens: 10 } })).toMatchObject({
      toFirstByte: 0,
      toFirstContent: 0,
      total: 0,
      tokensPerSecond: undefined,
    });
  });
});

test("a stage takes from its start to its end, and has no duration before", () => {
  const stage: Stage = { id: "s", text: "", status: "streaming", startedAt: 10, sources: [] };
  expect(stageDuration(stage)).toBeUndefined();
  expect(stageDuration({ ...stage, endedAt: 25 })).toBe(15);
  expect(stageDuration({ ...stage, endedAt: 5 })).toBe(0);
});
