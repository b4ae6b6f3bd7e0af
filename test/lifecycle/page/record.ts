import type { Chat, ChatOptions } from "../../../src/chat/chat.js";
import { messageText, type Message } from "../../../src/protocol/message.js";
import type { ItemsState } from "../../../src/store/items-store.js";
import { selectAnswer, selectError } from "../../../src/store/selectors.js";
import type { ItemsReport, Report } from "./types.js";

/** What is kept of a place while it lives, and after. */
export interface PlaceRecord {
  chat?: Chat;
  items?: Pick<ItemsState<unknown>, "items" | "count" | "dropped" | "status" | "error">;
  readonly statuses: string[];
  readonly callbacks: string[];
  readonly resolved: string[];
  readonly texts: string[];
  /** The place on the page as last seen: it outlives the place. */
  shown: readonly string[];
}

export function createRecord(): PlaceRecord {
  return { statuses: [], callbacks: [], resolved: [], texts: [], shown: [] };
}

export function forget({ statuses, callbacks, resolved, texts }: PlaceRecord): void {
  for (const list of [statuses, callbacks, resolved, texts]) list.length = 0;
}

/** The callbacks of a chat that write down their calls. */
export function loggingCallbacks({
  callbacks,
}: PlaceRecord): Required<Pick<ChatOptions, "onFinish" | "onError" | "onAbort">> {
  return {
    onFinish: (message) => callbacks.push(`finish ${messageText(message)}`),
    onError: (error, message) => callbacks.push(`error ${error.code} ${messageText(message)}`),
    onAbort: (message) => callbacks.push(`abort ${messageText(message)}`),
  };
}

/** From now on, writes down every status of every answer of a chat. */
export function watchChat(record: PlaceRecord, chat: Chat): void {
  if (record.chat === chat) return;
  record.chat = chat;
  let last: Message | undefined;
  chat.store.subscribe((state) => {
    const answer = selectAnswer(state);
    if (answer !== undefined && (answer.id !== last?.id || answer.status !== last.status)) {
      record.statuses.push(answer.status);
    }
    last = answer;
  });
}

/** From now on, writes down what a place shows. */
export function watchPlace(record: PlaceRecord, place: HTMLElement): MutationObserver {
  const look = () => {
    record.shown = [...place.querySelectorAll<HTMLElement>("article[data-role]")].map((article) => {
      const { role, status } = article.dataset;
      const text = [...article.querySelectorAll('[data-part="text"]')].map((part) => part.textContent).join("");
      return say(role!, text, status!);
    });
    const answers = place.querySelectorAll('article[data-role="assistant"]');
    const text = answers[answers.length - 1]?.querySelector('[data-part="text"]')?.textContent ?? "";
    if (text !== "" && text !== record.texts.at(-1)) record.texts.push(text);
  };
  const observer = new MutationObserver(look);
  observer.observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
  return observer;
}

function say(role: string, text: string, status: string): string {
  return role === "assistant" ? `assistant: ${text} (${status})` : `${role}: ${text}`;
}

function sayMessage(message: Message): string {
  return say(message.role, messageText(message), message.status);
}

export function reportOf(record: PlaceRecord): Report {
  const { chat, statuses, callbacks, resolved, texts, shown } = record;
  if (chat === undefined) throw new Error("There is no chat in this place.");
  const state = chat.store.getState();
  const error = selectError(state);
  return {
    conversation: state.messages.map(sayMessage),
    shown,
    others: Object.values(state.forks).flatMap(({ tails }) =>
      tails.flatMap((tail) => (tail === undefined ? [] : [tail.map(sayMessage)])),
    ),
    queue: state.queue.map(messageText),
    statuses,
    callbacks,
    resolved,
    texts,
    error: error && { code: error.code, message: error.message, status: error.status },
  };
}

export function itemsReportOf({ items: state, callbacks }: PlaceRecord): ItemsReport {
  if (state === undefined) throw new Error("There are no items in this place.");
  const { status, count, dropped, items, error } = state;
  return { status, count, dropped, first: items[0], last: items.at(-1), callbacks, error: error?.code };
}
