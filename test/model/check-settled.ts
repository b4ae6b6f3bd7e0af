import { messageText, type Message } from "../../src/protocol/message.js";
import type { Verdict } from "./server.js";
import type { WatchedRun } from "./watch.js";

/** ms that a chat waits when its options do not say. */
const patience = 300_000;

interface Moment {
  /** ms that have passed. */
  readonly elapsed: number;
  /** The time of day in ms. */
  readonly now: number;
  readonly jumps: number;
  readonly violate: (what: string) => void;
}

/** When silence ends a run, in ms, if nothing more is sent. */
export function deadlineOf(run: WatchedRun): number {
  const { request, startedAt } = run;
  if (!request) return Infinity;
  const { firstByteTimeout = patience, idleTimeout = patience } = request.config;
  return request.begun ? request.heardAt + idleTimeout : startedAt + firstByteTimeout;
}

/** How a run that nobody stops may end at this moment. */
function endingsAt(run: WatchedRun, elapsed: number): readonly Verdict[] {
  const { request } = run;
  const silence: Verdict = request?.finished
    ? { status: "done", at: elapsed }
    : { status: "error", code: "timeout", at: elapsed };
  return [
    ...(request?.verdict?.at === elapsed ? [request.verdict] : []),
    ...(deadlineOf(run) === elapsed ? [silence] : []),
  ];
}

/** Whether an answer ended as what its server did, and what the user did, says. */
export function checkSettled(run: WatchedRun, message: Message, moment: Moment): void {
  const { elapsed, violate } = moment;
  const { status, error } = message;
  const { request, name } = run;
  if (run.stopped !== (status === "aborted")) violate(`${name} is ${status}, ${run.stopped ? "" : "not "}stopped`);
  if (status !== "aborted") {
    const endings = endingsAt(run, elapsed);
    if (!endings.some((ending) => ending.status === status && ending.code === error?.code)) {
      const { verdict } = request ?? {};
      const wanted = verdict ? `${verdict.status} ${verdict.code ?? ""} at ${verdict.at} ms` : "nothing yet";
      violate(
        `${name} is ${status} ${error?.code ?? ""}; the server meant ${wanted}, silence ends at ${deadlineOf(run)} ms`,
      );
    }
  }
  const shown = messageText(message);
  const sent = run.base + (request?.shown() ?? "");
  // What comes in the very instant of the end may come too late.
  const isExact = status === "done" || request === undefined || request.sentAt < elapsed;
  if (isExact ? shown !== sent : !sent.startsWith(shown)) {
    violate(`${name} is ${status} with ${JSON.stringify(shown)}, the server sent ${JSON.stringify(sent)}`);
  }
  checkTiming(run, message, moment);
}

function checkTiming({ name, jumps }: WatchedRun, { timing }: Message, moment: Moment): void {
  const { now, violate } = moment;
  const { startedAt, firstByteAt, firstContentAt, lastContentAt, endedAt } = timing!;
  if (endedAt !== now) violate(`${name} ended at ${endedAt}, it is ${now}`);
  if (jumps !== moment.jumps) return;
  const times = [startedAt, firstByteAt, firstContentAt, lastContentAt, endedAt].filter((time) => time !== undefined);
  if (times.some((time, index) => index > 0 && time < times[index - 1]!))
    violate(`${name} has the times ${times.join(" ")}`);
}
