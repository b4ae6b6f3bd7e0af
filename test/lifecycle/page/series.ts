import type { Chat } from "../../../src/chat/chat.js";
import { messageText, type Message } from "../../../src/protocol/message.js";
import { selectAnswer } from "../../../src/store/selectors.js";
import type { PlaceRecord } from "./record.js";
import type { Fault, Lab, PlaceOptions, SeriesRun } from "./types.js";

/** What a series needs of the page. */
interface Host {
  readonly lab: Lab;
  readonly recordOf: (id: string) => PlaceRecord;
  readonly optionsOf: (id: string) => PlaceOptions;
}

const codes: Readonly<Partial<Record<Fault, string>>> = {
  "error-frame": "server",
  lost: "network",
  incomplete: "incomplete",
  "http-502": "http",
  html: "unexpected-response",
};

/** Waits until the running answer has this text. */
function reaches({ store }: Chat, text: string): Promise<void> {
  return new Promise((resolve) => {
    const isThere = () => {
      const answer = selectAnswer(store.getState());
      return answer !== undefined && messageText(answer) === text;
    };
    if (isThere()) {
      resolve();
      return;
    }
    const stop = store.subscribe(() => {
      if (!isThere()) return;
      stop();
      resolve();
    });
  });
}

/** How an answer ended: `done Hello`, `error network He`. */
function outcome(answer: Message | undefined): string {
  if (answer === undefined) return "nothing";
  return [answer.status, answer.error?.code, messageText(answer)].filter((word) => word !== undefined).join(" ");
}

/** Lives through questions one after the other, as a user and an application would. */
export async function liveThrough(runs: readonly SeriesRun[], host: Host): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const run of runs) {
    const found = await liveOnce(run, host);
    if (found.length > 0) wrong.push(`${run.place} "${run.question}" ${run.act}: ${found.join("; ")}`);
  }
  return wrong;
}

async function liveOnce(run: SeriesRun, { lab, recordOf, optionsOf }: Host): Promise<readonly string[]> {
  const { place, question, fault, act, text } = run;
  const { chat, callbacks } = recordOf(place) as PlaceRecord & { chat: Chat };
  const wrong: string[] = [];
  const expectSame = (what: string, actual: unknown, expected: unknown) => {
    if (actual !== expected) wrong.push(`${what} ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  };
  const before = callbacks.length;
  let calls = 1;
  const first = chat.send(question);
  let second: Promise<Message | undefined> | undefined;
  if (act === "queue") {
    second = chat.send(`${question} again`);
  } else if (act === "abort-at-once") {
    chat.abort();
  } else if (fault === "hold") {
    await reaches(chat, text);
    if (act === "restart") second = chat.restart();
    else if (act === "remount") {
      const options = optionsOf(place);
      lab.unmount(place);
      lab.mount(place, options);
      calls = 0;
    } else chat.abort();
  }
  const answer = await first;
  if (act === "abort-at-once") expectSame("outcome", outcome(answer), "aborted ");
  else if (fault === "none") expectSame("outcome", outcome(answer), `done ${text}`);
  else if (fault === "hold") expectSame("outcome", outcome(answer), `aborted ${text}`);
  // How much arrives before a connection breaks is chance.
  else if (fault === "lost") {
    expectSame("code", answer?.error?.code, codes[fault]);
    expectSame("a beginning", answer !== undefined && text.startsWith(messageText(answer)), true);
  } else expectSame("outcome", outcome(answer), `error ${codes[fault]} ${text}`);

  if (act === "restart-after") second = chat.restart();
  if (second !== undefined) {
    calls++;
    expectSame("second outcome", outcome(await second), `done ${question.split(" ")[0]} is well`);
  }
  expectSame("callbacks", callbacks.length - before, calls);
  return wrong;
}
