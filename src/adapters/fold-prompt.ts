import { messageText, type Message } from "../protocol/message.js";

const speakers: Readonly<Partial<Record<Message["role"], string>>> = { user: "User: ", assistant: "Assistant: " };

/**
 * A conversation as one text, for servers that take a prompt. A single turn is the prompt as it is. In a longer conversation
 * each turn stands under the name of its speaker and the answer that is wanted is opened at the end; system texts stand
 * first or between them without a name.
 *
 * @param continueFrom the unfinished answer, which the text then ends with
 */
export function foldPrompt(messages: readonly Message[], continueFrom?: Message): string {
  const turns = messages
    .map((message) => ({ speaker: speakers[message.role] ?? "", text: messageText(message) }))
    .filter(({ text }) => text);
  const isDialogue = turns.filter(({ speaker }) => speaker).length > 1;
  const texts = turns.map(({ speaker, text }) => (isDialogue ? speaker + text : text));
  const prompt = [...texts, ...(isDialogue ? ["Assistant:"] : [])].join("\n\n");
  if (!continueFrom) return prompt;
  return `${prompt}${isDialogue ? " " : ""}${messageText(continueFrom)}`;
}
