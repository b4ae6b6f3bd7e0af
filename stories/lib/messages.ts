import { createMessage, type Message } from "../../src/core.js";

/** A conversation of the past, question and answer in turn. */
export function conversation(...texts: readonly string[]): Message[] {
  return texts.map((text, index) =>
    createMessage(`past-${index}`, index % 2 === 0 ? "user" : "assistant", { parts: [{ type: "text", text }] }),
  );
}

/** A conversation of the past, longer than any screen. */
export function longConversation(turns: number): Message[] {
  return conversation(
    ...Array.from({ length: turns }, (_, turn) => [
      `Question ${turn + 1}: what does a gateway do when too many requests arrive at once?`,
      `Answer ${turn + 1}: it lets a fixed number through, tells the others how long to wait, and keeps the order in which ` +
        "they came. Clients that wait as they are told are served sooner than those that try again at once.",
    ]).flat(),
  );
}

/** Every role, and parts that only saved conversations have. */
export const weatherConversation: readonly Message[] = [
  createMessage("system", "system", { parts: [{ type: "text", text: "Answer in one sentence." }] }),
  createMessage("question", "user", {
    parts: [
      { type: "file", mediaType: "image/png", name: "map.png" },
      { type: "text", text: "How is the weather there?" },
    ],
  }),
  createMessage("call", "assistant", {
    parts: [{ type: "tool-call", toolCallId: "1", name: "get_weather", arguments: '{"city":"Paris"}' }],
  }),
  createMessage("result", "tool", {
    parts: [{ type: "tool-result", toolCallId: "1", result: '{"sky":"clear","degrees":21}' }],
  }),
  createMessage("answer", "assistant", { parts: [{ type: "text", text: "Clear, and 21 degrees." }] }),
];

/** Arabic with Latin words and digits inside, which is where the order of characters goes wrong. */
export const arabicConversation: readonly Message[] = conversation(
  "ماذا يعني الرمز HTTP 429 في الرد؟",
  "يعني أن العميل أرسل طلبات كثيرة في وقت قصير. يضيف الخادم عادةً الترويسة Retry-After ليقول كم ثانية يجب الانتظار، مثلًا 20 ثانية.",
);

/** Hebrew with an English product name and a number inside. */
export const hebrewConversation: readonly Message[] = conversation(
  "כמה בקשות בדקה מותרות ב-API?",
  "בתוכנית החינמית מותרות 3 בקשות בדקה. אפשר לראות את המספר בכותרת x-ratelimit-limit-requests של כל תשובה.",
);
