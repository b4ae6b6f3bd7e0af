import type { Chat, ChatOptions } from "../../src/chat/create-chat.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
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
      dispose: chat.dispose,
      within: (happen) => happen(),
      close: chat.dispose,
    };
  };
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
    const answer = await createChat({ endpoint: "https://example.test/", fetch }).send("Hello");
    if (answer?.status !== "done") throw new Error(`${wire} cannot be read: ${answer?.error?.message}`);
  }
  const fetch = mockFetch(() => ({
    chunks: ['{"error":"Overloaded"}'],
    headers: { "content-type": "application/json" },
  }));
  await createChat({ endpoint: "https://example.test/", fetch }).send("Hello");
}
