import { describe, expect, test, vi } from "vitest";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import type { Framing } from "../../src/protocol/frame.js";
import { messageText } from "../../src/protocol/message.js";
import { str } from "../../src/protocol/read.js";
import { checkAdapter } from "../../src/testing/check-adapter.js";
import { mutateBody } from "../../src/testing/mutate.js";
import { createRandom } from "../../src/testing/random.js";
import { answer } from "../helpers/openai.js";

const body = answer("Hé", "llo").join("");

describe("the check of an adapter", () => {
  test("gives the message of a good one", async () => {
    expect(messageText(await checkAdapter(openaiChat, { body }))).toBe("Héllo");
  });

  test("reads errors and lost connections too", async () => {
    const refused = await checkAdapter(openaiChat, { body: '{"error":"No"}', status: 401, headers: {} });
    expect(refused.error).toMatchObject({ code: "http", status: 401, message: "No" });
    expect((await checkAdapter(openaiChat, { body: body.slice(0, 60), end: "lost" })).error).toMatchObject({
      code: "network",
    });
  });

  test("finds one that depends on how the body is cut", async () => {
    const perChunk: Framing = {
      createParser: (onFrame) => ({ push: (text) => onFrame({ data: JSON.stringify(text.length) }), end: () => true }),
    };
    const adapter = defineAdapter({ name: "per-chunk", framing: perChunk, map: (json) => ({ item: json }) });
    await expect(checkAdapter(adapter, { body })).rejects.toThrow(/per-chunk, .*pieces.*read as/s);
  });

  test("finds one that pollutes prototypes, and names the seed", async () => {
    const adapter = defineAdapter({
      name: "polluter",
      map: (json) => {
        for (const key of Object.keys(json as object)) {
          if (key === "__proto__") Reflect.set(Object.prototype, "polluted", true);
        }
        return {};
      },
    });
    try {
      await expect(checkAdapter(adapter, { body, mutations: 500 })).rejects.toThrow(
        /seed \d+: changed Object.prototype/,
      );
    } finally {
      Reflect.deleteProperty(Object.prototype, "polluted");
    }
  });

  test("finds one that never ends", async () => {
    vi.useFakeTimers();
    const adapter = { ...openaiChat, select: () => new Promise<never>(() => {}) };
    const failure = checkAdapter(adapter, { body }).catch(String);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await failure).toContain("the whole body: reading does not end");
    vi.useRealTimers();
  });
});

describe("a mutated body", () => {
  const bytes = new TextEncoder().encode(body);

  test("is the same for the same seed", () => {
    for (let seed = 0; seed < 50; seed++) {
      expect(mutateBody(bytes, createRandom(seed))).toEqual(mutateBody(bytes, createRandom(seed)));
    }
  });

  test("is usually another one, of every sort", () => {
    const bodies = Array.from({ length: 400 }, (_, seed) => mutateBody(bytes, createRandom(seed)));
    const texts = bodies.map((mutated) => new TextDecoder().decode(mutated));
    expect(new Set(texts).size).toBeGreaterThan(250);
    expect(texts.some((text) => text.includes('"__proto__"'))).toBe(true);
    expect(texts.some((text) => text.includes("[".repeat(1_000)))).toBe(true);
    expect(texts.some((text) => text.length < body.length / 2)).toBe(true);
    expect(texts.some((text) => text.includes("�"))).toBe(true);
  });

  test("of nothing is nothing or little", () => {
    for (let seed = 0; seed < 50; seed++)
      expect(mutateBody(new Uint8Array(), createRandom(seed)).length).toBeLessThan(10);
  });
});

test("what the example of the documentation says is so", async () => {
  const acme = defineAdapter({ name: "acme", map: (json) => ({ text: str(json, "value") }) });
  expect(messageText(await checkAdapter(acme, { body: 'data: {"value":"Hello"}\n\n' }))).toBe("Hello");
});
