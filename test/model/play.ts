import { messageText } from "../../src/protocol/message.js";
import { perform, type ReactionPlace, type Scene, type Stage } from "./act.js";
import { checkQuiet } from "./check-quiet.js";
import * as model from "./reference.js";
import { createConfig, type Schedule, type Step } from "./schedule.js";
import { createWorld, type Counts, type World } from "./world.js";

/** How a schedule went. */
export interface Played {
  /** What must not be. Empty when all is well. */
  readonly violations: readonly string[];
  /** All that happened, for people. */
  readonly trace: readonly string[];
  readonly counts: Counts;
}

/** The chat of a schedule, and how to go about it. */
export interface Theatre extends Stage {
  /** Looks at what is seen of the chat, if it is shown anywhere. */
  readonly check?: () => void;
  readonly close: () => void;
}

async function microtasks(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await Promise.resolve();
}

/** Plays one schedule against a chat and the model beside it. */
export async function play(
  { seed, steps }: Schedule,
  open: (world: World) => Theatre,
  uncaught: () => readonly unknown[],
): Promise<Played> {
  let reference = model.createReference([]);
  /** As it was when model and chat were last compared. */
  let agreed = reference;
  /** The application acted inside a notification: no order is promised, the model looks. */
  let dirty = false;
  let depth = 0;
  let paths: (readonly string[])[] = [];
  let thrown = 0;

  const world = createWorld(seed, createConfig(seed, 0), {
    onSettle(run) {
      if (depth === 0) reference = model.settle(reference, run.settled!.status as "done");
    },
    onPath(names) {
      if (names.join() === scene.replacing?.join()) {
        agreed = { ...agreed, root: model.createReference(names).root };
        paths = [];
      } else paths.push(names);
    },
    onCallback: () => react("callback"),
    onChunk: () => react("chunk"),
  });
  const { clock, watcher, violate, violations } = world;
  world.note(`options ${JSON.stringify(world.config)}`);
  const theatre = open(world);
  const scene: Scene = {
    world,
    stage: theatre,
    promised: [],
    released: new Set(),
    accepted: new Set(),
    reaction: undefined,
    replacing: undefined,
    enter,
    leave,
    attemptsAt: (index) => model.attemptsAt(reference, index),
  };
  const { store } = theatre.chat();
  const unsubscribe = [store.subscribe((state) => watcher.look(state)), store.subscribe(() => react("listener"))];

  function react(where: ReactionPlace): void {
    const { reaction } = scene;
    if (reaction?.where !== where || reaction.skip-- > 0) return;
    scene.reaction = undefined;
    const { act, step } = reaction;
    world.count("act", `${act} ${where === "chunk" ? "after" : "in"} a ${where}`);
    world.note(`${where === "chunk" ? "after" : "in"} a ${where}:`);
    if (act === "throw") {
      thrown++;
      throw new Error("thrown on purpose");
    }
    if (where === "chunk") {
      // Nobody is in the middle of something: the model knows what must follow.
      void microtasks(Math.floor(step.first * 1e6) % 16).then(() => doStep({ ...step, act }));
      return;
    }
    dirty = true;
    depth++;
    perform(scene, step, act);
    depth--;
  }

  function observed(): model.Reference {
    const { messages, queue } = store.getState();
    const followed = [...paths, messages.map(watcher.nameOf)].reduce(model.follow, agreed);
    const running = watcher.running() !== undefined;
    const last = [...watcher.runs.values()].findLast(({ settled }) => settled);
    const held = !running && last !== undefined && last.settled?.status !== "done";
    return { ...followed, queue: queue.map(messageText), running, held, runs: watcher.runs.size };
  }

  /** The model and the chat are in the same state, or violate. */
  function compare(when: string): void {
    if (depth > 0) return;
    const seen = observed();
    const tell = ({ queue, running, runs, ...rest }: model.Reference): string =>
      `[${model.pathOf({ queue, running, runs, ...rest }).join(" ")}] queue [${queue.join(" ")}] ${running ? "running" : "idle"}, ${runs} runs`;
    if (!dirty && tell(reference) !== tell(seen)) violate(`${when}: ${tell(seen)}; the model: ${tell(reference)}`);
    if (dirty) reference = seen;
    agreed = reference;
    dirty = false;
    paths = [];
  }

  function enter(act: string): void {
    compare(`before ${act}`);
    depth++;
  }

  function leave(change: (reference: model.Reference) => model.Reference, act: string): void {
    depth--;
    if (!dirty) reference = change(reference);
    compare(`after ${act}`);
  }

  function doStep(step: Step): void {
    enter(step.act);
    leave(perform(scene, step, step.act), step.act);
  }

  function checkNow(): void {
    compare("after some time");
    checkQuiet(scene, reference);
    theatre.check?.();
  }

  async function pass(ms: number): Promise<void> {
    await clock.advance(ms);
    checkNow();
  }

  async function playSteps(): Promise<void> {
    for (const step of steps) {
      if (violations.length > 0) return;
      const act = async (): Promise<void> => {
        await microtasks(step.microtasks);
        doStep(step);
      };
      clock.timer(() => void act(), step.wait);
      await pass(step.wait);
    }
    // Longer than all timeouts together.
    for (let rounds = 0; rounds < 20 && (rounds < 2 || watcher.running()); rounds++) {
      if (violations.length > 0) return;
      await pass(1_000_000);
    }
    if (watcher.running()) violate("something runs for ever");
    if (clock.waiting > 0) violate(`${clock.waiting} timers wait for ever`);
    scene.reaction = undefined;
    walkThroughAttempts();
    const end: Step = { wait: 0, microtasks: 0, act: "dispose", first: 0, second: 0, number: steps.length };
    doStep(end);
    await pass(1_000);
    for (const { settled, act, text, answer } of scene.promised) {
      if (!settled) violate(`the promise of ${act} never settles`);
      const isOwed = text !== undefined && scene.accepted.has(text) && !scene.released.has(text);
      if (settled && !answer && isOwed) violate(`${act} resolved without its answer`);
    }
    if (world.toStop.toSorted().join() !== world.server.stops.toSorted().join()) {
      violate(`the server was told to stop ${world.server.stops.join()}, stopped were ${world.toStop.join()}`);
    }
  }

  /** Everything that ever was can be shown again. */
  function walkThroughAttempts(): void {
    const { chat } = theatre;
    let shown = 0;
    const visit = (index: number): void => {
      if (index >= model.pathOf(reference).length || shown > 40) return;
      for (let attempt = 0; attempt < model.attemptsAt(reference, index); attempt++) {
        shown++;
        chat().showAttempt(store.getState().ids[index]!, attempt);
        reference = model.showAttempt(reference, index, attempt);
        compare(`showing attempt ${attempt} at ${index}`);
        visit(index + 1);
      }
    };
    visit(0);
  }

  const before = uncaught().length;
  await playSteps();
  for (const stop of unsubscribe) stop();
  theatre.close();
  const reports = uncaught().slice(before);
  const accidents = reports.filter((report) => !(report instanceof Error && report.message === "thrown on purpose"));
  for (const accident of accidents) violate(`uncaught: ${String(accident)}`);
  if (reports.length - accidents.length !== thrown) violate(`${thrown} errors were thrown, ${reports.length} reported`);
  return { violations, trace: world.trace, counts: world.counts };
}
