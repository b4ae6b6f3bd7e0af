import { auto } from "../../src/adapters/auto/adapter.js";
import { jsonLines } from "../../src/adapters/json-lines/adapter.js";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import { continuableOpenaiChat } from "../../src/adapters/openai-chat/continuable.js";
import { plainText } from "../../src/adapters/plain-text/adapter.js";
import type { ChatOptions } from "../../src/chat/chat.js";
import type { AdapterSource } from "../../src/chat/request.js";
import type { Timer } from "../../src/engine/schedule.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import type { AdapterKind, Config } from "./schedule.js";
import { loadDelay } from "./sending.js";

function later<T>(timer: Timer, ms: number, give: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    timer(() => {
      try {
        resolve(give());
      } catch (thrown) {
        reject(thrown);
      }
    }, ms);
  });
}

function fail(words: string): never {
  throw new Error(words);
}

function adapterOf(kind: AdapterKind, timer: Timer): AdapterSource | undefined {
  const adapters: Partial<Record<AdapterKind, Adapter>> = {
    auto,
    "openai-chat": openaiChat,
    continuable: continuableOpenaiChat("prefix"),
    "json-lines": jsonLines,
    "plain-text": plainText,
  };
  if (kind === "slow") return () => later(timer, loadDelay, () => openaiChat);
  if (kind === "fails") return () => later(timer, loadDelay, () => fail("no adapter"));
  return adapters[kind];
}

/** The options of one version that do not depend on the world. */
export function optionsOf(config: Config, timer: Timer): Omit<ChatOptions, "endpoint"> {
  const { version, adapter, headers, stop, whenBusy, firstByteTimeout, idleTimeout, stallAfter } = config;
  const values = { "x-version": String(version) };
  const stopEndpoint = {
    none: undefined,
    address: "https://v.test/stop",
    function: async () => new URL("https://v.test/stop"),
    throws: () => fail("no address to stop"),
  }[stop];
  return {
    adapter: adapterOf(adapter, timer),
    headers: {
      object: values,
      slow: () => later(timer, 56, () => values),
      throws: () => fail("no headers"),
    }[headers],
    body: { version },
    whenBusy,
    firstByteTimeout,
    idleTimeout,
    stallAfter,
    stopEndpoint,
  };
}
