import { secondsBetween } from "../../hooks/use-elapsed-seconds.js";
import type { Message } from "../../protocol/message.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { fill, type Format } from "../format.js";
import type { Labels, TextLabel } from "../labels.js";
import { createSpeech, type Speech, type SpeechOptions } from "./speech.js";

/** What is spoken: the text as well, sentence by sentence; only where the answer stands; nothing. */
export type Announce = "sentences" | "end" | "off";

/** How an {@link Announcer} speaks. */
export interface AnnouncerOptions extends Pick<SpeechOptions, "extensions"> {
  /** ms since the epoch. */
  readonly clock: () => number;
  readonly announce: Announce;
  readonly labels: Labels;
  readonly format: Format;
}

export interface Announcer {
  /** Speaks otherwise from now on. */
  readonly update: (options: AnnouncerOptions) => void;
  /** Takes the last answer, again with each of its changes. */
  readonly follow: (answer: Message | undefined) => void;
  /** Forgets what it would have said. */
  readonly stop: () => void;
}

/** For how long sentences are gathered, in ms: as many small announcements would stumble. */
const gatherTime = 1_500;

/** How often changes of stages are told, in ms. */
const stageTime = 2_000;

const stageLabels: Readonly<Record<Status, TextLabel>> = {
  idle: "stateWaiting",
  submitted: "stateWaiting",
  streaming: "stateRunning",
  done: "stateDone",
  error: "stateFailed",
  aborted: "stateStopped",
};

function statusesOf(stages: Message["stages"]): ReadonlyMap<string, Status> {
  return new Map(stages.map(({ id, status }) => [id, status]));
}

/** A timer that waits once for several calls. */
function createWait(ms: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    stop,
    isOver: () => timer === undefined,
    start() {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, ms);
    },
  };
}

/**
 * Tells of answers in as few words as possible: that one begins, its sentences, its stages, a stall once, and how it ended. An answer
 * that is followed from its middle is spoken from there. Errors are not told: they speak by their own alert.
 */
export function createAnnouncer(initial: AnnouncerOptions, say: (pieces: readonly string[]) => void): Announcer {
  let options = initial;
  let last: Message | undefined;
  let speech: Speech;
  /** What was told of the run, and of its stages. */
  let told: Status | "stalled" | undefined;
  let seen: Message["stages"];
  let stages: ReadonlyMap<string, Status>;
  const gather = createWait(gatherTime, tell);
  const rest = createWait(stageTime, () => last && tellStages(last));

  function tell(): void {
    const { announce, labels } = options;
    if (!last || announce === "off") return;
    const isSettled = !isBusy(last.status);
    if (last.status === "submitted") return say([labels.waiting]);
    const pieces = announce === "sentences" ? [...speech.take(last, isSettled)] : [];
    const isBehind = announce === "sentences" && speech.isBehind();
    if (isSettled && !isBehind) pieces.push(...endOf(last));
    if (pieces.length > 0) say(pieces);
    if (isBehind) gather.start();
  }

  function endOf({ status, finishReason, timing }: Message): readonly string[] {
    const { labels, format } = options;
    if (status === "aborted") return [labels.stopped];
    if (finishReason === "length") return [labels.lengthLimit];
    if (timing?.endedAt === undefined) return [labels.finished];
    return [fill(labels.finishedIn, { duration: format.duration(timing.endedAt - timing.startedAt) })];
  }

  /** The newest change alone. */
  function tellStages({ stages: now }: Message): void {
    if (now === seen || !rest.isOver() || options.announce !== "sentences") return;
    seen = now;
    rest.start();
    const changed = now.findLast(({ id, status, title, kind }) => (title || kind) && stages.get(id) !== status);
    stages = statusesOf(now);
    if (!changed) return;
    const { labels } = options;
    const { title, kind, status } = changed;
    say([fill(labels.stageState, { title: title || kind!, state: labels[stageLabels[status]] })]);
  }

  function stop(): void {
    gather.stop();
    rest.stop();
    last = told = undefined;
  }

  function start(answer: Message): void {
    speech = createSpeech(options);
    seen = answer.stages;
    stages = statusesOf(seen);
    // What was there before is not said again.
    do speech.take(answer, false);
    while (speech.isBehind());
  }

  function tellState({ status, stalledSince }: Message, state: typeof told): void {
    if (state === told) return;
    told = state;
    const { labels, format } = options;
    if (state === "stalled") {
      say([fill(labels.stalled, { seconds: format.number(secondsBetween(stalledSince!, options.clock())) })]);
    } else if (status === "streaming") {
      gather.stop();
      say([labels.answering]);
    }
  }

  return {
    stop,
    update(next) {
      options = next;
    },
    follow(answer) {
      if (answer === last) return;
      const isOff = options.announce === "off";
      if (!answer || isOff || answer.id !== last?.id) stop();
      if (!answer || isOff) return;
      const { status, stalledSince } = answer;
      if (!last && !isBusy(status)) return;
      const wasBusy = !last || isBusy(last.status);
      if (!last) start(answer);
      last = answer;
      if (!isBusy(status)) {
        if (!wasBusy) return;
        gather.stop();
        rest.stop();
        if (status === "done") tell();
        else if (status === "aborted") say(endOf(answer));
        return;
      }
      const state = stalledSince === undefined ? status : "stalled";
      tellState(answer, state);
      tellStages(answer);
      if (state !== "stalled") gather.start();
    },
  };
}
