import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  answerScript,
  faults,
  findMockWire,
  mockFetch,
  mockWires,
  withFault,
  type MockAnswer,
  type MockWire,
} from "../../src/testing.js";
import { createMockServer, type ListeningServer } from "../../src/testing/server/index.js";
import { adaptersByName } from "../helpers/adapters.js";
import { readReply, sayOutcome } from "../helpers/fault-outcome.js";

const text =
  "Water – it finds its way around stones, “over” them and through them; it is patient, and it reaches the sea. 🌊 " +
  "À bientôt, and see you at the source of it all!";
const answer: MockAnswer = { text, items: text.split(" ") };

/** What the user of an answer with a proper end sees. */
const expected: Readonly<Record<string, string>> = {
  none: "done, all",
  "http-401": "error, http 401, nothing",
  "http-429": "error, http 429, nothing",
  "http-500": "error, http 500, nothing",
  "http-502-html": "error, http 502, nothing",
  "http-503": "error, http 503, nothing",
  html: "error, unexpected-response 200, nothing",
  "json-error": "error, server 200, nothing",
  empty: "error, incomplete, nothing",
  "no-content": "error, incomplete, nothing",
  redirect: "done, all",
  "redirect-to-login": "error, unexpected-response 200, nothing",
  hang: "aborted, nothing",
  refuse: "error, nothing",
  "error-frame": "error, server, a part",
  drop: "error, network, a part",
  "drop-in-line": "error, network, a part",
  "drop-in-character": "error, network, a part",
  "cut-line": "error, incomplete, a part",
  "no-end": "error, incomplete, all",
  "double-end": "done, all",
  "reset-after-end": "done, all",
  stall: "aborted, a part",
  "ping-stall": "aborted, a part",
  buffered: "done, all",
  "buffered-json": "done, all",
  "slow-start": "done, all",
  slow: "done, all",
  crlf: "done, all",
  noise: "done, all",
  bom: "done, all",
  gzip: "done, all",
  "gzip-buffered": "done, all",
  "bad-frame": "done, all, 1 bad",
  glued: "done, other text, 1 bad",
};

const lostAfterAll = "error, network, all";
const cutShort = "error, incomplete, a part";

/** Where a wire differs: it has no end, no errors inside the stream, texts as items, or the whole text once more at its end. */
const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "json-lines": {
    empty: "done, nothing",
    "no-content": "done, nothing",
    "json-error": "done, nothing",
    "error-frame": "error, network, a part",
    "no-end": cutShort,
    "reset-after-end": lostAfterAll,
  },
  "sse-items": {
    empty: "done, nothing",
    "no-content": "done, nothing",
    "json-error": "done, nothing",
    "no-end": cutShort,
    "reset-after-end": lostAfterAll,
    "bad-frame": "done, other text",
    glued: "done, other text",
  },
  xano: {
    empty: "done, nothing",
    "no-content": "done, nothing",
    "json-error": "done, nothing",
    "cut-line": "done, a part",
    "no-end": "done, a part",
    "reset-after-end": lostAfterAll,
    "bad-frame": "done, other text",
    glued: "done, all",
  },
  "plain-text": {
    "json-error": "done, other text",
    "error-frame": "error, network, a part",
    "cut-line": "done, a part",
    "no-end": "done, a part",
    "reset-after-end": lostAfterAll,
    "bad-frame": "done, all",
    glued: "done, all",
  },
  "writer-agent": { "no-end": cutShort, "reset-after-end": lostAfterAll },
  "writer-completions": { "no-end": cutShort, "reset-after-end": lostAfterAll },
  "writer-graph": { "no-end": cutShort, "reset-after-end": lostAfterAll },
  langgraph: { "no-end": cutShort },
  twelvelabs: { glued: "done, all, 1 bad" },
  "openai-responses": { glued: "done, all, 1 bad" },
};

/** The same faults with less to wait for. */
const shorter: Readonly<Record<string, string>> = {
  "slow-start": "slow-start:5ms",
  "ping-stall": "ping-stall:5ms",
  slow: "slow:2",
  stall: "stall@60%",
};

const cases = mockWires.flatMap((wire) => faults.map((fault) => ({ wire, fault, name: wire.name, kind: fault.name })));

function outcomeOf({ name }: MockWire, fault: string): string | undefined {
  return exceptions[name]?.[fault] ?? expected[fault];
}

function wholeText({ name }: MockWire): string {
  return ["json-lines", "sse-items", "xano"].includes(name) ? answer.items!.join("\n") : text;
}

/** A path at which the wire answers, below its name, where no other wire can be meant. */
function pathOf({ name, routes }: MockWire): string {
  const path = routes[0]!
    .split(" ")[1]!
    .replace("/api:group/*", "/api:1/chat")
    .replace(/:model$/, "m:streamGenerateContent");
  return `/${name}${path}?alt=sse`;
}

const server = createMockServer({ answer, rate: 0 });
let listening: ListeningServer;
beforeAll(async () => {
  listening = await server.listen();
});
afterAll(() => listening.close());

/** Settles when the server has read a request. */
async function asked(): Promise<void> {
  await vi.waitFor(() => expect(server.requests.at(-1)).toMatchObject({ open: true, fault: expect.any(String) }), {
    interval: 1,
  });
}

describe("over HTTP", () => {
  test.each(cases)("$kind on $name is read as what it is", async ({ wire, fault, name, kind }) => {
    const rate = kind === "slow" || kind === "buffered" ? 2000 : 0;
    const init = { method: "POST", body: `{"stream":true}`, headers: { "x-mock-fault": shorter[kind] ?? kind } };
    server.clear();
    const message = await readReply(
      (signal) => fetch(`${listening.url}${pathOf(wire)}&rate=${rate}`, { ...init, signal }),
      adaptersByName[name]!,
      fault.endless === true,
      fault.endless ? asked() : Promise.resolve(),
    );
    expect(sayOutcome(message, wholeText(wire))).toBe(outcomeOf(wire, kind));
    await vi.waitFor(() => expect(server.stats.active).toBe(0), { interval: 1 });
  });
});

describe("in memory", () => {
  test.each(cases)("$kind on $name is the same", async ({ wire, fault, name, kind }) => {
    const request = { method: "POST", path: "/", params: {}, query: new URLSearchParams(), headers: {}, body: {} };
    const wholeBody = () => wire.encodeBody?.(answer, { ...request, prompt: "", stream: false });
    const play = mockFetch(() =>
      withFault(answerScript(name, answer), shorter[kind] ?? kind, { wire, wholeBody, rate: 2000 }),
    );
    const message = await readReply(
      (signal) => play("/", { signal }),
      adaptersByName[name]!,
      fault.endless === true,
      Promise.resolve(),
    );
    expect(sayOutcome(message, wholeText(wire))).toBe(outcomeOf(wire, kind));
  });
});

test("every fault has an outcome here, and only faults have", () => {
  expect(Object.keys(expected).toSorted()).toEqual(faults.map(({ name }) => name).toSorted());
  for (const name of Object.keys(exceptions)) expect(findMockWire(name).name).toBe(name);
});
