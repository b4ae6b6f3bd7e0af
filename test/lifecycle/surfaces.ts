import { expect } from "vitest";
import { delta } from "../helpers/openai.js";
import type { LabInUse, LabPage, Place } from "./lab.js";
import type { PageMode } from "./global-setup.js";
import type { PlaceOptions } from "./page/types.js";
import type { LabRequest, LabServer } from "./server.js";

/** What a case is shown on: the strictest React with a UI of its own, and the panel as users get it. */
export const surfaces = [
  { name: "useChatStream in StrictMode", kind: "useChatStream", isStrict: true, mode: "development" },
  { name: "ChatPanel", kind: "ChatPanel", isStrict: false, mode: "production" },
] as const satisfies readonly (PlaceOptions["kind"] extends infer Kind
  ? { name: string; kind: Kind; isStrict: boolean; mode: PageMode }
  : never)[];

/** One of {@link surfaces}. */
export type Surface = (typeof surfaces)[number];

/** The question of every case. */
export const question = "Tell me a story";

/** Opens a page with one chat. */
export async function openChat(
  { server, open }: LabInUse,
  { kind, isStrict, mode }: Surface,
  options: Partial<PlaceOptions> = {},
): Promise<LabPage & { readonly place: (id: string) => Place; readonly chat: Place }> {
  const lab = await open(mode);
  const chat = await lab.mount("chat", { kind, isStrict, endpoint: server().url(), ...options });
  return { ...lab, chat };
}

/** The next question is sent with the whole conversation before it, and answered. */
export async function answersNext(server: LabServer, chat: Place, conversation: readonly string[]): Promise<void> {
  const before = await chat.report();
  expect(before.conversation).toEqual(conversation);
  await chat.ask("And then?");
  const request = await server.next();
  const said = conversation.map((line) => line.replace(/ \([a-z]+\)$/, "")).filter((line) => line !== "assistant: ");
  expect(request.said).toEqual([...said, "user: And then?"]);
  request.answer("Then it ", "ended.");
  await chat.shows(...conversation, "user: And then?", "assistant: Then it ended. (done)");
  const after = await chat.report();
  expect(after.callbacks).toEqual([...before.callbacks, "finish Then it ended."]);
  expect(after.others).toEqual(before.others);
  expect(after.error).toBeUndefined();
  expect(await chat.element.getByRole("alert").count()).toBe(
    conversation.filter((line) => line.endsWith("(error)")).length,
  );
}

/** The user has asked, and the answer has begun. */
export async function streams(server: LabServer, chat: Place): Promise<LabRequest> {
  await chat.ask(question);
  const request = await server.next();
  request.head();
  await request.write(delta("Once upon"));
  await chat.shows(`user: ${question}`, "assistant: Once upon (streaming)");
  return request;
}

/**
 * "Try again" asks the same question for a new answer; the attempt before stays reachable; the next question is answered too.
 *
 * @param failed the attempt before, as `assistant: Once (error)`
 */
export async function startsAgain(server: LabServer, chat: Place, failed: string): Promise<void> {
  const before = await chat.report();
  expect(before.conversation).toEqual([`user: ${question}`, failed]);
  // An answer that is whole has another word for it in the panel.
  await chat.press(/^(Try again|Regenerate)$/);
  const request = await server.next();
  expect(request.said).toEqual([`user: ${question}`]);
  request.answer("A second ", "attempt.");
  const again = [`user: ${question}`, "assistant: A second attempt. (done)"];
  await chat.shows(...again);
  const after = await chat.report();
  expect(after.others).toEqual([[failed]]);
  expect(after.callbacks).toEqual([...before.callbacks, "finish A second attempt."]);
  expect(after.statuses).toEqual([...before.statuses, "submitted", "streaming", "done"]);

  await chat.press("Previous attempt");
  await chat.shows(`user: ${question}`, failed);
  await chat.press("Next attempt");
  await chat.shows(...again);
  await answersNext(server, chat, again);
}
