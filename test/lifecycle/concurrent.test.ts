import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFailed, test } from "vitest";
import { createRandom } from "../../src/testing/random.js";
import { answer, delta, event } from "../helpers/openai.js";
import { patience, withLab, type Place } from "./lab.js";
import type { LabRequest, LabServer } from "./server.js";

/** Chromium opens 6 connections to a host and port, so twenty streams at once need several ports. */
const ports = 4;
const chatCount = 20;
const seed = Number(process.env["SEED"] ?? 20_260_101);

const { server, open, expectProblems } = withLab({ ports });

/** What one chat goes through. */
interface Life {
  readonly chat: Place;
  readonly request: LabRequest;
  readonly words: readonly string[];
  readonly next: () => Promise<LabRequest>;
  /** Sends words of this chat at its own pace. */
  readonly tell: (request: LabRequest, words: readonly string[]) => Promise<void>;
  /** Waits until the page shows this text of the running answer. */
  readonly reads: (words: readonly string[]) => Promise<void>;
}

/** How a chat ends: the last line of its conversation, what was called, and the attempts before. */
interface End {
  readonly line: string;
  readonly calls: readonly string[];
  readonly others?: readonly (readonly string[])[];
}

async function isAnswered({ request, words, tell }: Life): Promise<End> {
  await tell(request, words);
  request.end(answer().join(""));
  const text = words.join("");
  return { line: `assistant: ${text} (done)`, calls: [`finish ${text}`] };
}

async function isStopped({ chat, request, words, tell, reads }: Life): Promise<End> {
  await tell(request, words.slice(0, 4));
  await reads(words.slice(0, 4));
  await chat.press("Stop");
  expect(await request.closed).toBe("client");
  const text = words.slice(0, 4).join("");
  return { line: `assistant: ${text} (aborted)`, calls: [`abort ${text}`] };
}

async function isRefused({ request, words, tell }: Life): Promise<End> {
  await tell(request, words.slice(0, 6));
  await request.write(event({ error: { message: words[0], type: "server_error" } }));
  const text = words.slice(0, 6).join("");
  return { line: `assistant: ${text} (error)`, calls: [`error server ${text}`] };
}

async function isLost({ request, words, tell, reads }: Life): Promise<End> {
  await tell(request, words.slice(0, 5));
  await reads(words.slice(0, 5));
  request.reset();
  const text = words.slice(0, 5).join("");
  return { line: `assistant: ${text} (error)`, calls: [`error network ${text}`] };
}

async function isRestarted(life: Life): Promise<End> {
  const { chat, request, words, tell, reads, next } = life;
  await tell(request, words.slice(0, 3));
  await reads(words.slice(0, 3));
  await chat.call("restart");
  expect(await request.closed).toBe("client");
  const again = await next();
  again.head();
  const { line, calls } = await isAnswered({ ...life, request: again });
  const text = words.slice(0, 3).join("");
  return { line, calls: [`abort ${text}`, ...calls], others: [[`assistant: ${text} (aborted)`]] };
}

const lives = [isAnswered, isStopped, isRefused, isLost, isRestarted];

async function live(server: LabServer, chat: Place, number: number): Promise<void> {
  const random = createRandom(seed + number);
  const path = `/chat-${number}`;
  const question = `Question ${number}`;
  const words = Array.from({ length: 8 + Math.floor(random() * 8) }, (_, index) => `${number}.${index} `);
  const longest = 5 + random() * 40;
  await chat.ask(question);
  const next = () => server.next(path);
  const request = await next();
  expect(request.said).toEqual([`user: ${question}`]);
  request.head();
  const {
    line,
    calls,
    others = [],
  } = await lives[number % lives.length]!({
    chat,
    request,
    words,
    next,
    async tell(request, words) {
      for (const word of words) {
        await request.write(delta(word));
        await sleep(random() * longest);
      }
    },
    reads: (words) => chat.shows(`user: ${question}`, `assistant: ${words.join("")} (streaming)`),
  });
  await chat.shows(`user: ${question}`, line);
  const { callbacks, ...report } = await chat.report();
  expect(callbacks).toEqual(calls);
  expect(report.others).toEqual(others);

  await chat.ask("And then?");
  const last = await next();
  last.answer(`${number}.last`);
  await chat.shows(`user: ${question}`, line, "user: And then?", `assistant: ${number}.last (done)`);
  expect((await chat.report()).callbacks).toEqual([...calls, `finish ${number}.last`]);
}

test("twenty chats on one page at once each get their own answer, whatever becomes of the others", async () => {
  onTestFailed(() => console.error(`SEED=${seed}`));
  expectProblems(/net::ERR_(?:CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)/);
  const { mount } = await open("production");
  const chats: Place[] = [];
  for (let number = 0; number < chatCount; number++) {
    const endpoint = server().url(`/chat-${number}`, number % ports);
    const kind = number % 2 === 0 ? "useChatStream" : "ChatPanel";
    chats.push(await mount(`chat-${number}`, { kind, endpoint }));
  }
  await Promise.all(chats.map((chat, number) => live(server(), chat, number)));
  const restarted = chats.filter((_, number) => lives[number % lives.length] === isRestarted);
  expect(server().requests.length).toBe(2 * chatCount + restarted.length);
});

test("a chat that waits for a free connection of the browser can be stopped, and another takes its turn", async () => {
  const { mount } = await open("production");
  const chats: Place[] = [];
  const requests: LabRequest[] = [];
  for (let number = 0; number < 8; number++) {
    const chat = await mount(`chat-${number}`, { kind: "ChatPanel", endpoint: server().url() });
    chats.push(chat);
    await chat.ask(`Question ${number}`);
    if (number < 6) {
      const request = await server().next();
      request.head();
      await request.write(delta(`${number}:`));
      requests.push(request);
      await chat.shows(`user: Question ${number}`, `assistant: ${number}: (streaming)`);
    }
  }
  const [, , , , , , sixth, seventh] = chats;
  await sixth!.shows("user: Question 6", "assistant:  (submitted)");
  await sixth!.press("Stop");
  await sixth!.shows("user: Question 6", "assistant:  (aborted)");
  expect(server().requests.length).toBe(6);
  requests[0]!.end(answer("0").join(""));
  const last = await server().next();
  expect(last.said).toEqual(["user: Question 7"]);
  last.answer("7:");
  await seventh!.shows("user: Question 7", "assistant: 7: (done)");
  for (const request of requests.slice(1)) request.end(answer("end").join(""));
  await expect
    .poll(async () => Promise.all(chats.map(async (chat) => (await chat.report()).callbacks)), patience)
    .toEqual([["finish 0:0"], ...[1, 2, 3, 4, 5].map((number) => [`finish ${number}:end`]), ["abort "], ["finish 7:"]]);
  expect(server().requests.length).toBe(7);
});
