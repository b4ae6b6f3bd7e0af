import type { Message } from "../../protocol/message.js";
import { isBusy, type Status } from "../../protocol/status.js";
import type { TextLabel } from "../labels.js";
import { createOnDemand } from "../on-demand.js";
import type { Announcer, AnnouncerOptions, createAnnouncer } from "./announcer.js";

const { get, load } = createOnDemand<typeof createAnnouncer>("what speaks of answers");

/** Loads what tells of answers, unless it is there or under way. */
export async function loadAnnouncer(): Promise<void> {
  await load(async () => (await import("./announcer.js")).createAnnouncer);
}

/** All that is told where it cannot be loaded. */
const brief: { readonly [S in Status]?: TextLabel } = {
  streaming: "answering",
  done: "finished",
  aborted: "stopped",
};

/**
 * An announcer that is loaded as soon as it follows a chat. What came before it is told afterwards; without it, only that an answer begins
 * and how it ended.
 */
export function createLateAnnouncer(initial: AnnouncerOptions, say: (pieces: readonly string[]) => void): Announcer {
  let options = initial;
  let announcer = get()?.(options, say);
  /** The answer when it began, and now. */
  let first: Message | undefined;
  let latest: Message | undefined;
  let isAsked = false;
  let isMissing = false;
  let told: Status | undefined;

  function tellBriefly(): void {
    if (!isMissing || !first || !latest || latest.status === told) return;
    told = latest.status;
    const label = brief[told];
    if (label) say([options.labels[label]]);
  }

  async function start(): Promise<void> {
    isAsked = true;
    isMissing = false;
    await loadAnnouncer();
    const create = get();
    if (!create) {
      isMissing = true;
      tellBriefly();
    } else if (!announcer) {
      announcer = create(options, say);
      announcer.follow(first);
      announcer.follow(latest);
    }
  }

  function forget(): void {
    first = latest = told = undefined;
  }

  return {
    update(next) {
      options = next;
      announcer?.update(next);
    },
    follow(answer) {
      if (announcer) return announcer.follow(answer);
      if (options.announce === "off") return forget();
      latest = answer;
      const isOther = answer?.id !== first?.id;
      if (isOther) {
        told = undefined;
        first = answer && isBusy(answer.status) ? answer : undefined;
      }
      if (!isAsked || (isOther && first)) void start();
      tellBriefly();
    },
    stop() {
      announcer?.stop();
      forget();
    },
  };
}
