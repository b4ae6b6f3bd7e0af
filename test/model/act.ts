import type { Chat, MessageInput } from "../../src/chat/chat.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";
import * as model from "./reference.js";
import { createConfig, pick, type Step } from "./schedule.js";
import type { WatchedRun } from "./watch.js";
import type { World } from "./world.js";

/** Where acts take place: a chat alone, or one on a page. */
export interface Stage {
  readonly chat: () => Chat;
  readonly update: (world: World) => void;
  /**
   * Whoever shows the chat goes away and comes back. On a page the chat is stopped a moment later: `leave` is called just before
   * that, `left` just after.
   */
  readonly dispose: (leave: () => void, left: () => void) => void;
  /** What is shown twice is shown once, or twice again. */
  readonly showTwice?: (twice: boolean) => void;
}

type Change = (reference: model.Reference) => model.Reference;

/** In a listener of the store, in a callback, or just after bytes have come: in any microtask on their way to the store. */
export type ReactionPlace = "listener" | "callback" | "chunk";

/** What an application does when it is told something. */
export interface Reaction {
  readonly where: ReactionPlace;
  /** How many times it lets pass. */
  skip: number;
  readonly act: "send" | "abort" | "restart" | "dispose" | "throw";
  readonly step: Step;
}

/** The promise of an act. */
export interface Promised {
  readonly act: string;
  /** What was sent. */
  readonly text: string | undefined;
  settled: boolean;
  answer: Message | undefined;
}

/** The players of one schedule: the world, the model beside it, and what was asked for. */
export interface Scene {
  readonly world: World;
  readonly stage: Stage;
  readonly promised: Promised[];
  /** Messages that waited when everybody left: nobody is told of their answers. */
  readonly released: Set<string>;
  /** Texts that must be somewhere. */
  accepted: Set<string>;
  reaction: Reaction | undefined;
  /** Names that a running `setMessages` sets. */
  replacing: readonly string[] | undefined;
  /** An act begins: the model and the chat must agree. */
  readonly enter: (act: string) => void;
  /** It has ended, and meant this for the model: they must agree again. */
  readonly leave: (change: Change, act: string) => void;
  /** How many ways the model knows at a message of the path. */
  readonly attemptsAt: (index: number) => number;
}

/** Texts of the user in the conversation and in what was put aside. */
export function textsIn(chat: Chat): readonly string[] {
  const { messages, forks } = chat.store.getState();
  const aside = Object.values(forks).flatMap(({ tails }) => tails.flatMap((tail) => tail ?? []));
  return [...messages, ...aside].filter(({ role }) => role === "user").map(messageText);
}

/** The question that a run answers. */
export function askedBy({ history }: WatchedRun): string | undefined {
  return history.findLast(([role]) => role === "user")?.[1];
}

function isThere(chat: Chat, text: string): boolean {
  return textsIn(chat).includes(text) || chat.store.getState().queue.some((message) => messageText(message) === text);
}

function isContinuable({ world }: Scene, message: Message | undefined): boolean {
  const run = message && world.watcher.runs.get(message.id);
  if (!message || !run?.settled) return false;
  const { status } = run.settled;
  const knows = run.isContinued || (run.request?.answered === true && run.request.canContinue);
  return knows && status !== "done" && messageText(message).trim() !== "";
}

async function keep(
  { world, promised }: Scene,
  act: string,
  promise: Promise<Message | undefined>,
  text?: string,
): Promise<void> {
  const kept: Promised = { act, text, settled: false, answer: undefined };
  promised.push(kept);
  try {
    const answer = await promise;
    kept.answer = answer;
    const run = answer && world.watcher.runs.get(answer.id);
    if (answer && run?.settled !== answer) world.violate(`${act} resolved with another answer than the store has`);
    if (run && text !== undefined && askedBy(run) !== text) {
      world.violate(`${act} resolved with ${run.name}, which answers another question`);
    }
  } catch (thrown) {
    world.violate(`the promise of ${act} rejected: ${String(thrown)}`);
  }
  kept.settled = true;
}

/** A conversation to set: a part of this one, another one, none. */
function newMessages(messages: readonly Message[], step: Step): readonly Message[] {
  const settled = messages.slice(0, Math.floor(step.first * (messages.length + 1)));
  if (settled.at(-1)?.status === "submitted" || settled.at(-1)?.status === "streaming") settled.pop();
  const question = createMessage(`h${step.number}`, "user", { parts: [{ type: "text", text: `⟪h${step.number}⟫` }] });
  const answer = createMessage(`b${step.number}`, "assistant", {
    parts: [{ type: "text", text: `⟪b${step.number}⟫` }],
  });
  // What stands there twice is taken once.
  return pick([settled, settled, [question, answer], [question, answer, question], [question], []], step.second);
}

/** Does what a step says, and returns what that means for the model. */
export function perform(scene: Scene, step: Step, act: Step["act"]): Change {
  const { world, stage } = scene;
  const chat = stage.chat();
  const { messages, queue } = chat.store.getState();
  const running = world.watcher.running();
  const { whenBusy } = world.config;
  const index = Math.floor(step.first * messages.length);
  const message = messages[index];
  const name = act === "send" && running ? `send while busy (${whenBusy})` : act;
  world.count("act", name);
  const say = (...details: readonly string[]): void => world.note([name, ...details].join(" "));
  const stop = (): void => {
    if (running) running.stopped = true;
  };

  switch (act) {
    case "send": {
      const text = `⟪u${step.number}⟫`;
      say(text);
      const taken = !running || whenBusy !== "ignore";
      if (taken) scene.accepted.add(text);
      if (whenBusy === "interrupt") stop();
      const input: string | MessageInput = step.second < 0.5 ? text : { text };
      void keep(scene, `send ${text}`, chat.send(input), text);
      // Who was told that an answer was stopped for it may have left the chat before it was sent.
      if (taken && isThere(chat, text)) scene.accepted.add(text);
      return (reference) => model.send(reference, text, whenBusy);
    }
    case "abort":
      say();
      stop();
      chat.abort();
      return model.abort;
    case "restart": {
      const last = step.second < 0.5;
      const at = last ? messages.length - 1 : index;
      const target = messages[at];
      say(last ? "the last" : String(at));
      if (target) stop();
      void keep(scene, "restart", last ? chat.restart() : chat.restart(target?.id ?? "nobody"));
      return (reference) => model.restart(reference, at, target?.role === "assistant");
    }
    case "continueFrom": {
      const all = messages.flatMap((candidate, at) => (isContinuable(scene, candidate) ? [at] : []));
      const at = step.second < 0.3 ? messages.length - 1 : (pick(all, step.first) ?? index);
      const target = messages[at];
      const can = isContinuable(scene, target);
      say(String(at), can ? "" : "(which cannot go on)");
      if (can) {
        stop();
        world.count("act", "continueFrom an answer that can");
      }
      void keep(
        scene,
        "continueFrom",
        step.second < 0.3 ? chat.continueFrom() : chat.continueFrom(target?.id ?? "nobody"),
      );
      return (reference) => model.continueFrom(reference, at, can);
    }
    case "edit": {
      const text = `⟪e${step.number}⟫`;
      const at =
        step.second < 0.8 ? messages.findLastIndex(({ role }, place) => role === "user" && place <= index) : index;
      const target = messages[at];
      const isQuestion = target?.role === "user";
      say(String(at), text);
      if (isQuestion) {
        stop();
        scene.accepted.add(text);
      }
      void keep(scene, "edit", chat.edit(target?.id ?? "nobody", text), isQuestion ? text : undefined);
      return (reference) => model.edit(reference, at, isQuestion, text);
    }
    case "showAttempt": {
      // Where there are attempts, most of the time.
      const places = messages.flatMap((_message, at) => (scene.attemptsAt(at) > 1 ? [at] : []));
      const at = step.second < 0.9 ? (pick(places, step.first) ?? index) : index;
      const attempt = Math.floor(step.second * 1e6) % (scene.attemptsAt(at) + 1);
      say(String(at), `attempt ${attempt}`);
      if (messages[at]) stop();
      chat.showAttempt(messages[at]?.id ?? "nobody", attempt);
      return (reference) => model.showAttempt(reference, at, attempt);
    }
    case "unqueue": {
      const waiting = pick(queue, step.first);
      const text = waiting ? messageText(waiting) : "nothing";
      say(text);
      if (chat.unqueue(waiting?.id ?? message?.id ?? "nobody") !== waiting)
        world.violate("unqueue gave another message");
      scene.accepted.delete(text);
      return (reference) => model.unqueue(reference, text);
    }
    case "setMessages": {
      const next = newMessages(messages, step);
      const names = [...new Set(next.map(world.watcher.nameOf))];
      say(`[${names.join(" ")}]`);
      stop();
      scene.replacing = names;
      chat.setMessages(next);
      scene.replacing = undefined;
      scene.accepted = new Set([...textsIn(chat), ...chat.store.getState().queue.map(messageText)]);
      return (reference) => model.setMessages(reference, names);
    }
    case "update": {
      const config = createConfig(world.seed, step.number + 1);
      say(JSON.stringify(config));
      world.config = config;
      stage.update(world);
      return (reference) => reference;
    }
    case "dispose": {
      say();
      let before: ReadonlySet<string>;
      let isNow = true;
      const leave = () => {
        if (!isNow) scene.enter("dispose");
        const left = world.watcher.running();
        if (left) {
          left.stopped = true;
          left.silent = true;
        }
        before = new Set(textsIn(chat));
      };
      const left = () => {
        const waiting = chat.store.getState().queue.map(messageText);
        for (const text of waiting) scene.released.add(text);
        // An edit that everybody leaves in the middle is none.
        const after = new Set([...before, ...textsIn(chat), ...waiting]);
        scene.accepted = new Set([...scene.accepted].filter((text) => after.has(text)));
        if (!isNow) scene.leave(model.dispose, "dispose");
        wasNow = isNow;
      };
      let wasNow = false;
      stage.dispose(leave, left);
      isNow = false;
      return wasNow ? model.dispose : (reference) => reference;
    }
    case "react": {
      const where = pick(["chunk", "listener", "callback", "chunk"] as const, step.first);
      const acts = ["send", "abort", "restart", "dispose", "throw"] as const;
      const act = pick(where === "chunk" ? acts.slice(1, 4) : acts, (step.second * 5) % 1);
      scene.reaction = { where, skip: Math.floor(step.second * 5), act, step };
      say(scene.reaction.where, String(scene.reaction.skip), act);
      return (reference) => reference;
    }
    case "jump":
      say();
      world.jump(step.first < 0.5 ? 3_600_000 : -3_600_000);
      return (reference) => reference;
    case "hide":
    case "show":
      say();
      world.clock.hidden = act === "hide";
      stage.showTwice?.(act === "show");
      return (reference) => reference;
    default:
      return (reference) => reference;
  }
}
