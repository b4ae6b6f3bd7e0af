import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import type { Chat, ChatOptions } from "../../src/chat/chat.js";
import { createChat } from "../../src/defaults/create-chat.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import { mockFetch, type MockFetch, type SeenRequest } from "../../src/testing/mock-fetch.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { soon } from "./async.js";
import { answer } from "./openai.js";

export type Play = (request: SeenRequest, index: number) => ResponseScript | Promise<ResponseScript>;

export interface TestChat {
  readonly chat: Chat;
  readonly fetch: MockFetch;
  /** The calls of `onFinish`, `onError` and `onAbort`, as `"finish Hello"`. */
  readonly log: readonly string[];
}

/** `m1`, `m2`, … */
export function createIds(prefix: string = "m"): () => string {
  let count = 0;
  return () => `${prefix}${++count}`;
}

/** A clock that goes on by 1 ms with every look. */
export function createClock(start: number = 0): () => number {
  let time = start;
  return () => ++time;
}

/** A server that answers every request with its number: `Answer 1`, `Answer 2`, … */
export const numbered: Play = (_request, index) => ({ chunks: answer("Answer ", String(index + 1)) });

/** A chat over scripted replies, with ids, clock and screen frames of its own. */
export function createTestChat(play: Play = numbered, options: Partial<ChatOptions> = {}): TestChat {
  const log: string[] = [];
  const fetch = mockFetch(play);
  const chat = createChat({
    endpoint: "https://example.test/chat",
    adapter: openaiChat,
    fetch,
    schedule: soon,
    generateId: createIds(),
    now: createClock(),
    onFinish: (message) => log.push(`finish ${messageText(message)}`),
    onError: (error, message) => log.push(`error ${error.code} ${messageText(message)}`),
    onAbort: (message) => log.push(`abort ${messageText(message)}`),
    ...options,
  });
  return { chat, fetch, log };
}

/** The visible conversation as `"user: Hello"`, `"assistant: Hi (done)"`. */
export function transcript(chat: Chat): string[] {
  return chat.store.getState().messages.map(sayMessage);
}

function sayMessage(message: Message): string {
  const words = `${message.role}: ${messageText(message)}`;
  return message.role === "assistant" ? `${words} (${message.status})` : words;
}

/** The answer at the end of the conversation. */
export function lastAnswer(chat: Chat): Message {
  return chat.store.getState().messages.at(-1)!;
}
