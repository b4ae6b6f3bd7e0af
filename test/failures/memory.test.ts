import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { Message } from "../../src/protocol/message.js";
import { createMessage } from "../../src/protocol/message.js";
import { reduceEvents } from "../../src/engine/reduce-message.js";
import { nextTask } from "../helpers/async.js";
import { createTestChat } from "../helpers/chat.js";
import { growth } from "../helpers/growth.js";
import { answer, delta } from "../helpers/openai.js";

test("a thousand chats and their answers are let go when nobody holds them any more", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held: WeakRef<object>[] = [];
  for (let round = 0; round < 1_000; round++) {
    const isStopped = round % 3 === 0;
    const { chat } = createTestChat(() =>
      isStopped ? { chunks: [delta("Half")], end: "open" } : { chunks: answer("Whole") },
    );
    const sent = chat.send("Hello");
    if (isStopped) {
      await nextTask();
      chat.dispose();
    }
    await sent;
    held.push(new WeakRef(chat.store), new WeakRef(chat.store.getState().messages[1]!));
  }
  for (let round = 0; round < 5; round++) {
    await nextTask();
    collect();
  }
  // The last ones may still be on the stack.
  expect(held.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(10);
});

test("the cost of a token does not grow with the answer: 4 times the text takes about 4 times as long", () => {
  const read = (tokens: number) => {
    let message: Message = createMessage("a", "assistant", { status: "submitted" });
    for (let token = 0; token < tokens; token++)
      message = reduceEvents(message, [{ type: "text-delta", delta: "word" }], token);
    return message;
  };
  // In the end 100 kB in pieces of four characters, each a step of its own.
  expect(growth(read, 6_250)).toBeLessThan(8);
});
