import { messageText, type Message } from "../../src/protocol/message.js";
import { selectAttempts } from "../../src/store/selectors.js";
import { askedBy, textsIn, type Scene } from "./act.js";
import { deadlineOf } from "./check-settled.js";
import { attemptsAt, type Reference } from "./reference.js";
import type { WatchedRun } from "./watch.js";
import { isLive } from "./world.js";

/** ms that a screen may lag behind: two updates of a hidden page. */
const lag = 200;

/** What must hold when nothing happens. */
export function checkQuiet(scene: Scene, reference: Reference): void {
  const { world, stage } = scene;
  const { watcher, violate } = world;
  const { messages, queue } = stage.chat().store.getState();
  const run = watcher.running();
  for (const other of watcher.runs.values()) {
    if (other.settled) checkEnded(scene, other, other.settled);
    else if (other !== run || messages.at(-1)?.id !== other.id) violate(`${other.name} is lost without an end`);
  }
  if (run) checkRunning(scene, run, messages.at(-1)!);
  else {
    if (world.chatWaits() > 0) violate(`nothing runs, and ${world.chatWaits()} timers wait`);
    if (queue.length > 0 && !reference.held)
      violate(`nothing runs, and ${queue.length} messages wait without a reason`);
  }
  checkTexts(scene);
  checkAttempts(scene, reference);
  checkPromises(scene, run);
}

function checkEnded({ world: { violate } }: Scene, run: WatchedRun, { status }: Message): void {
  const { request, silent, name, callbacks } = run;
  const wanted = silent ? "" : { done: "onFinish", error: "onError", aborted: "onAbort" }[status as "done"];
  if (callbacks.join() !== wanted) violate(`${name} is ${status}, callbacks: ${callbacks.join() || "none"}`);
  if (request && isLive(request)) violate(`${name} is ${status}, its request ${request.number} is not closed`);
  if (request?.signal?.aborted === false && status === "aborted") {
    violate(`${name} is aborted, the signal of its request is not`);
  }
}

function checkRunning({ world }: Scene, run: WatchedRun, message: Message): void {
  const { violate } = world;
  const { request, name, base, stopped } = run;
  const now = world.elapsed();
  if (!request) return violate(`${name} runs without a request`);
  const { verdict, heardAt, sentAt } = request;
  if (stopped) violate(`${name} was stopped and still runs`);
  if (verdict && verdict.at <= now) violate(`${name} still runs; it was ${verdict.status} at ${verdict.at} ms`);
  if (deadlineOf(run) <= now) violate(`${name} still runs; its time was over at ${deadlineOf(run)} ms`);
  const shown = messageText(message);
  const sent = base + request.shown();
  const isSettling = now - Math.max(sentAt, heardAt) < lag;
  if (isSettling ? !sent.startsWith(shown) : shown !== sent) violate(`${name} shows ${shown}, the server sent ${sent}`);
  const { stallAfter = 10_000 } = request.config;
  const silence = now - heardAt;
  const isStalled = message.stalledSince !== undefined;
  if (!isStalled && stallAfter > 0 && silence >= stallAfter + lag) violate(`${name} stalls, and nobody says so`);
  if (isStalled && (stallAfter === 0 || (silence >= lag && silence < stallAfter))) violate(`${name} does not stall`);
}

/** No message of the user is lost, and none is there twice. */
function checkTexts({ world, stage, accepted }: Scene): void {
  const chat = stage.chat();
  const found = [...textsIn(chat), ...chat.store.getState().queue.map(messageText)];
  for (const text of accepted) {
    const times = found.filter((other) => other === text).length;
    if (times !== 1) world.violate(`the user's ${text} is there ${times} times`);
  }
  const strange = found.filter((text) => !accepted.has(text));
  if (strange.length > 0) world.violate(`nobody sent ${strange.join(" ")}`);
}

function checkAttempts({ world, stage }: Scene, reference: Reference): void {
  const state = stage.chat().store.getState();
  for (const [index, { id }] of state.messages.entries()) {
    const { count } = selectAttempts(state, id);
    const known = Math.max(1, attemptsAt(reference, index));
    if (count !== known) world.violate(`${count} attempts at message ${index}, the model knows ${known}`);
  }
}

/** Who still waits, waits for something. */
function checkPromises({ world, stage, promised }: Scene, run: WatchedRun | undefined): void {
  const { queue } = stage.chat().store.getState();
  for (const { settled, text, act } of promised) {
    const isWaiting =
      text === undefined
        ? run !== undefined
        : (run && askedBy(run) === text) || queue.some((message) => messageText(message) === text);
    if (!settled && !isWaiting) world.violate(`the promise of ${act} is not settled`);
  }
}
