import { describe, expect, test } from "vitest";
import { StreamError } from "../../src/protocol/errors.js";
import { createMessage, type Message } from "../../src/protocol/message.js";
import { createChatStore, resetMessages, setPath, updateMessage, type ChatStore } from "../../src/store/chat-store.js";
import { forkAt } from "../../src/store/message-tree.js";
import { selectAnswer, selectAttempts, selectError, selectMessage, selectStatus } from "../../src/store/selectors.js";

const user = (id: string): Message => createMessage(id, "user");
const assistant = (id: string, rest: Partial<Message> = {}): Message => createMessage(id, "assistant", rest);

function ids(store: ChatStore): readonly string[] {
  return store.getState().ids;
}

describe("the store of a chat", () => {
  test("begins with the given conversation, without forks and queue", () => {
    const messages = [user("q"), assistant("a")];
    expect(createChatStore(messages).getState()).toEqual({ messages, ids: ["q", "a"], forks: {}, queue: [] });
  });

  test("leaves out messages whose id stands there already", () => {
    const first = user("q");
    const store = createChatStore([first, assistant("a"), assistant("q")]);
    expect(ids(store)).toEqual(["q", "a"]);
    expect(store.getState().messages[0]).toBe(first);
  });

  test("forgets the forks with the conversation they belong to", () => {
    const store = createChatStore([user("q"), assistant("a")]);
    setPath(store, forkAt(store.getState(), 1, [assistant("b")]));
    resetMessages(store, [user("r")]);
    expect(store.getState()).toMatchObject({ ids: ["r"], forks: {} });
  });
});

describe("an update of one message", () => {
  test("changes its slot and nothing else", () => {
    const store = createChatStore([user("q"), assistant("a"), user("r")]);
    const before = store.getState();
    const changed = updateMessage(store, "a", (message) => ({ ...message, status: "streaming" }));
    const after = store.getState();
    expect(after.messages[1]).toBe(changed);
    expect(after.messages).not.toBe(before.messages);
    expect([after.messages[0] === before.messages[0], after.messages[2] === before.messages[2]]).toEqual([true, true]);
    expect(after.ids).toBe(before.ids);
  });

  test("of a message that is not there changes nothing and wakes nobody", () => {
    const store = createChatStore([user("q")]);
    const before = store.getState();
    let woken = 0;
    store.subscribe(() => woken++);
    const result = updateMessage(store, "missing", () => {
      throw new Error("must not be called");
    });
    expect([result, woken, store.getState() === before]).toEqual([undefined, 0, true]);
  });
});

describe("selectors", () => {
  const error = new StreamError("network", "x");
  const chat = createChatStore([user("q"), assistant("a", { status: "error", error }), user("r")]);

  test("an empty chat is idle, without an answer and without an error", () => {
    const state = createChatStore([]).getState();
    expect([selectStatus(state), selectAnswer(state), selectError(state)]).toEqual(["idle", undefined, undefined]);
  });

  test("the status of a chat is that of the answer at its end", () => {
    const state = createChatStore([user("q"), assistant("a", { status: "error", error })]).getState();
    expect([selectStatus(state), selectAnswer(state)!.id, selectError(state)]).toEqual(["error", "a", error]);
  });

  test("a question at the end is not answered yet: the chat is idle", () => {
    expect([selectStatus(chat.getState()), selectError(chat.getState())]).toEqual(["idle", undefined]);
  });

  test("a message is found by its id", () => {
    const state = chat.getState();
    expect(selectMessage(state, "r")).toBe(state.messages[2]);
    expect(selectMessage(state, "missing")).toBeUndefined();
  });

  test("attempts are counted where they are", () => {
    setPath(chat, forkAt(chat.getState(), 1, [assistant("b")]));
    expect(selectAttempts(chat.getState(), "b")).toEqual({ count: 2, active: 1 });
    expect(selectAttempts(chat.getState(), "q")).toEqual({ count: 1, active: 0 });
  });

  test("a message that is not there has one attempt, also when the chat begins with a fork", () => {
    const store = createChatStore([user("q")]);
    setPath(store, forkAt(store.getState(), 0, [user("r")]));
    expect(selectAttempts(store.getState(), "missing")).toEqual({ count: 1, active: 0 });
  });
});
