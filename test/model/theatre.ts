import type { Chat, ChatOptions } from "../../src/chat/chat.js";
import { isBusy } from "../../src/protocol/status.js";
import { selectStatus } from "../../src/store/selectors.js";
import { mockFetch, type MockFetch } from "../../src/testing/mock-fetch.js";
import { until } from "../helpers/async.js";
import type { Theatre } from "./play.js";
import { createBody } from "./wires.js";
import type { World } from "./world.js";

/** A chat without React. */
export function chatTheatre(createChat: (options: ChatOptions) => Chat): (world: World) => Theatre {
  return (world) => {
    const chat = createChat(world.optionsFor(world.config));
    return {
      chat: () => chat,
      update: ({ config, optionsFor }) => chat.update(optionsFor(config)),
      dispose(leave, left) {
        leave();
        chat.dispose();
        left();
      },
      close: chat.dispose,
    };
  };
}

/** Not by the promise of `send`, which may be what is broken. */
async function askOnce(createChat: (options: ChatOptions) => Chat, fetch: MockFetch): Promise<void> {
  const chat = createChat({ endpoint: "https://example.test/", fetch });
  void chat.send("Hello");
  await until(chat.store, (state) => !isBusy(selectStatus(state)));
}

/**
 * Loads what a chat loads on demand. Modules come from outside of the model's time: a schedule that had to wait for one would
 * not be the same twice.
 */
export async function warmUp(createChat: (options: ChatOptions) => Chat): Promise<void> {
  for (const wire of ["openai-chat", "json-lines", "plain-text"] as const) {
    const { contentType, pieces } = createBody(wire, "none", 0, 0);
    const fetch = mockFetch(() => ({
      chunks: pieces.map(({ bytes }) => bytes),
      headers: { "content-type": contentType },
    }));
    await askOnce(createChat, fetch);
  }
  const fetch = mockFetch(() => ({
    chunks: ['{"error":"Overloaded"}'],
    headers: { "content-type": "application/json" },
  }));
  await askOnce(createChat, fetch);
}
