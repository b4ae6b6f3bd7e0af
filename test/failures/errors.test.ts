import { describe, expect, test, vi } from "vitest";
import * as adapters from "../../src/adapters/index.js";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import type { StreamError } from "../../src/protocol/errors.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { createTestChat, lastAnswer, transcript } from "../helpers/chat.js";
import { delta, event } from "../helpers/openai.js";
import { loadRecordings } from "../helpers/recordings.js";
import { watchBody } from "../helpers/body.js";
import { chatWith, nobody, withServer } from "./server.js";

const server = withServer();
const json = { "content-type": "application/json" };
const page = { "content-type": "text/html; charset=utf-8" };

/** The error of an answer, told to the application once, as it stands in the store. */
async function errorOf(script: ResponseScript): Promise<StreamError> {
  const told: [StreamError, Message][] = [];
  const { chat } = createTestChat(() => script, {
    onError: (error, message) => told.push([error, message]),
  });
  const answer = (await chat.send("Hello"))!;
  expect(answer.status).toBe("error");
  expect(told).toEqual([[answer.error, answer]]);
  return answer.error!;
}

const statuses = [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 529] as const;
const tried = new Set([409, 429, 500, 502, 503, 529]);

describe("the server's own words reach the user", () => {
  const bodies: readonly (readonly [string, string, Record<string, string>, RegExp])[] = [
    ["JSON of OpenAI", '{"error":{"message":"The model is overloaded."}}', json, /^The model is overloaded\.$/],
    ["JSON of FastAPI", '{"detail":"Not enough credit."}', json, /^Not enough credit\.$/],
    ["plain text", "upstream connect error", { "content-type": "text/plain" }, /^upstream connect error$/],
    [
      "an HTML page",
      "<html><body><h1>Oops</h1></body></html>",
      page,
      /^The server answered \d{3}.* with an HTML page\.$/,
    ],
    ["nothing", "", {}, /^The server answered \d{3}.*\.$/],
  ];

  test.for(statuses.flatMap((status) => bodies.map((body) => [status, ...body] as const)))(
    "status %i with %s",
    async ([status, , body, headers, words]) => {
      const error = await errorOf({ chunks: [body], status, headers });
      expect(error).toMatchObject({ code: "http", status, retryable: tried.has(status) });
      expect(error.message).toMatch(words);
    },
  );

  test("and a page of 1 MiB under status 502 becomes a short sentence without markup, with what a retry needs", async () => {
    const body = `<!doctype html><title>502</title>${"<p>Bad gateway</p>".repeat(60_000)}`;
    expect(body.length).toBeGreaterThan(1_048_576);
    const error = await errorOf({ chunks: [body], status: 502, headers: { ...page, "retry-after": "7" } });
    expect(error).toMatchObject({ code: "http", status: 502, retryAfter: 7_000, retryable: true });
    expect(error.message).toBe("The server answered 502 with an HTML page.");
    expect(error.bodySample).toHaveLength(500);
  });
});

describe("one error told in two ways", () => {
  /** Errors that servers sent with a status outside 200–299, as JSON. */
  const recorded = loadRecordings().filter(
    ({ expected: { http, result } }) =>
      http.status >= 400 && result.error?.code && http.headers["content-type"]?.includes("json"),
  );

  test("there are enough of them", () => {
    expect(recorded.length).toBeGreaterThan(15);
    expect(recorded.filter(({ expected }) => expected.http.status === 429).length).toBeGreaterThan(3);
  });

  test.for(recorded)("$name says the same as a status and as an event of a stream", async ({ body, expected }) => {
    const { status, headers } = expected.http;
    const text = new TextDecoder().decode(body);
    const asStatus = await errorOf({ chunks: [body], status, headers });
    const frame = `event: error\ndata: ${JSON.stringify(JSON.parse(text))}\n\n`;
    const asEvent = await errorOf({ chunks: [delta("Half"), frame] });
    expect([asStatus.code, asEvent.code]).toEqual(["http", "server"]);
    for (const key of ["message", "serverCode", "serverType", "param"] as const)
      expect(asEvent[key], key).toBe(asStatus[key]);
  });

  test.for([
    [429, "rate_limit_exceeded", true],
    [429, "insufficient_quota", false],
    [401, "invalid_api_key", false],
    [402, "billing_hard_limit_reached", false],
    [503, "overloaded_error", true],
    [400, "content_filter", false],
  ] as const)("whether to try again does not depend on the way: %i %s", async ([status, code, retryable]) => {
    const error = { message: "Words", type: code, code };
    const asStatus = await errorOf({ chunks: [JSON.stringify({ error })], status, headers: json });
    const asFrame = await errorOf({ chunks: [delta("Half"), event({ error })] });
    const asBody = await errorOf({ chunks: [JSON.stringify({ error })], headers: json });
    expect([asStatus, asFrame, asBody].map((told) => told.retryable)).toEqual([retryable, retryable, retryable]);
    expect(new Set([asStatus, asFrame, asBody].map((told) => told.serverCode))).toEqual(new Set([code]));
  });

  test("and in the middle of an answer it keeps the words that came", async () => {
    const { chat } = createTestChat(() => ({
      chunks: [delta("Once"), delta(" upon"), event({ error: { message: "Overloaded", code: "overloaded" } })],
    }));
    await chat.send("Hello");
    expect(lastAnswer(chat)).toMatchObject({
      status: "error",
      error: { code: "server", serverCode: "overloaded", message: "Overloaded", retryable: true },
    });
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Once upon (error)"]);
  });
});

describe("a reply that is no answer has a clear error, whoever reads it", () => {
  const chatAdapters = [adapters.openaiChat, adapters.anthropic, adapters.openaiResponses, adapters.auto];
  const replies: readonly (readonly [string, ResponseScript, string, RegExp])[] = [
    ["204", { chunks: [], status: 204, headers: {} }, "incomplete", /empty reply/],
    ["an empty 200", { chunks: [], headers: {} }, "incomplete", /empty reply/],
    ["an empty event stream", { chunks: [] }, "incomplete", /empty reply/],
    ["a login page with 200", { chunks: ["<!doctype html><form>"], headers: page }, "unexpected-response", /page/],
    [
      "a login page that calls itself an event stream",
      { chunks: ["<!doctype html><form>"] },
      "unexpected-response",
      /page/,
    ],
    ["a picture", { chunks: ["\x89PNG"], headers: { "content-type": "image/png" } }, "unexpected-response", /image/],
  ];
  test.for(replies.flatMap((reply) => chatAdapters.map((adapter) => [...reply, adapter] as const)))(
    "%s",
    async ([, script, code, words, adapter]) => {
      const { chat } = createTestChat(() => script, { adapter });
      const answer = (await chat.send("Hello"))!;
      expect([answer.status, answer.error?.code], adapter.name).toEqual(["error", code]);
      expect(answer.error!.message, adapter.name).toMatch(words);
    },
  );
});

describe("a redirect over HTTP", () => {
  test("to a login page is told with the address it led to", async () => {
    const chat = chatWith(server());
    const sent = chat.send("Hello");
    const first = await server().next("/chat");
    first.head(302, { location: "/login" });
    first.end();
    const second = await server().next("/login");
    second.head(200, page);
    second.end("<!doctype html><title>Log in</title>");
    expect((await sent)?.error).toMatchObject({
      code: "unexpected-response",
      redirectedTo: server().url("/login"),
    });
    // The browser's own way with 301 and 302.
    expect(server().requests).toEqual(["POST /chat", "GET /login"]);
  });

  test.for([301, 302, 303] as const)(
    "%i that makes a GET of the question names the address that refused it",
    async (status) => {
      const chat = chatWith(server());
      const sent = chat.send("Hello");
      const first = await server().next("/chat");
      first.head(status, { location: "/chat/" });
      first.end();
      const second = await server().next("/chat/");
      second.head(405, json);
      second.end('{"detail":"Method Not Allowed"}');
      expect((await sent)?.error).toMatchObject({
        code: "http",
        status: 405,
        message: "Method Not Allowed",
        redirectedTo: server().url("/chat/"),
      });
      expect(second.body).toBeUndefined();
    },
  );

  test.for([307, 308] as const)("%i that keeps the question is followed", async (status) => {
    const chat = chatWith(server());
    const sent = chat.send("Hello");
    const first = await server().next("/chat");
    first.head(status, { location: "/chat/" });
    first.end();
    const second = await server().next("/chat/");
    expect(second.said).toEqual(["user: Hello"]);
    second.answer("Hi");
    expect((await sent)?.status).toBe("done");
  });
});

describe("a lost network is one kind of error", () => {
  /** What the browsers and Node say when there is no connection, or no longer one. */
  const wordings = [
    "Failed to fetch",
    "Load failed",
    "network error",
    "NetworkError when attempting to fetch resource.",
    "The Internet connection appears to be offline.",
    "The network connection was lost.",
    "Error in input stream",
    "BodyStreamBuffer was aborted",
    "fetch failed",
    "terminated",
  ];

  test.for(wordings)("before the reply: %s", async (words) => {
    const { chat } = createTestChat(() => {
      throw new TypeError(words);
    });
    const { error } = (await chat.send("Hello"))!;
    expect(error).toMatchObject({ code: "network", retryable: true, cause: { message: words } });
    expect(error!.message).toBe(`The server could not be reached (${words}).`);
  });

  test.for(wordings)("in the middle of the answer: %s", async (words) => {
    const { body } = watchBody([delta("Once")], new TypeError(words));
    const { chat } = createTestChat(undefined, { fetch: async () => new Response(body) });
    const answer = (await chat.send("Hello"))!;
    expect(answer.error).toMatchObject({ code: "network", retryable: true, cause: { message: words } });
    expect(answer.error!.message).toBe("The connection was lost before the answer was finished.");
    expect(messageText(answer)).toBe("Once");
  });

  test("over HTTP: nobody listens, no such host, a certificate that is none, a connection that breaks before the reply", async () => {
    const closed = await nobody();
    const addresses = [closed, "http://nobody.invalid/", closed.replace("http:", "https:")];
    for (const endpoint of addresses) {
      const answer = await chatWith(server(), { endpoint }).send("Hello");
      expect(answer?.error, endpoint).toMatchObject({ code: "network", retryable: true });
      expect(answer?.error?.offline, endpoint).toBeUndefined();
    }
    const sent = chatWith(server()).send("Hello");
    (await server().next()).reset();
    expect((await sent)?.error).toMatchObject({ code: "network", retryable: true });
  });

  test.for([
    ["before the reply", () => Promise.reject(new TypeError("Failed to fetch"))],
    [
      "in the middle of the answer",
      async () => new Response(watchBody([delta("a")], new TypeError("Load failed")).body),
    ],
  ] as const)("says that the device is offline where it knows: %s", async ([, fetch]) => {
    vi.stubGlobal("navigator", { onLine: false });
    try {
      const answer = await createTestChat(undefined, { adapter: openaiChat, fetch }).chat.send("Hello");
      expect(answer?.error).toMatchObject({ code: "network", offline: true });
      expect(answer?.error?.message).toMatch(/The device is offline\.$/);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

test.for(statuses)(
  "a question that is refused with %i is not lost: it stands in the conversation and is sent again",
  async (status) => {
    const { chat, fetch } = createTestChat((_request, index) =>
      index === 0 ? { chunks: ["no"], status } : { chunks: [delta("Yes"), "data: [DONE]\n\n"] },
    );
    await chat.send("A long question");
    expect(transcript(chat)).toEqual(["user: A long question", "assistant:  (error)"]);
    await chat.restart();
    expect(transcript(chat)).toEqual(["user: A long question", "assistant: Yes (done)"]);
    expect(fetch.requests[1]!.body).toEqual(fetch.requests[0]!.body);
  },
);
