import { describe, expect, test, vi } from "vitest";
import { stopServer, type StopOptions } from "../../src/chat/stop-server.js";
import type { RequestOptions } from "../../src/chat/request.js";
import type { StreamError } from "../../src/protocol/errors.js";
import { createMessage } from "../../src/protocol/message.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { createTestChat, lastAnswer, transcript } from "../helpers/chat.js";
import { nextTask } from "../helpers/async.js";
import { answer as answerChunks, delta } from "../helpers/openai.js";

const answer = createMessage("m1", "assistant", { responseId: "r1", conversation: { sessionId: "s1" } });

async function stop(options: StopOptions & RequestOptions, status = 200) {
  const fetch = mockFetch(() => ({ chunks: [], status }));
  const errors: StreamError[] = [];
  await stopServer({ fetch, onStopError: (error) => errors.push(error), ...options }, answer);
  return { requests: fetch.requests, errors };
}

describe("the call that stops the server", () => {
  test("tells which answer, with the headers and credentials of the chat, also when the page is left", async () => {
    const { requests, errors } = await stop({
      stopEndpoint: "https://example.test/stop",
      headers: { authorization: "Bearer t" },
      credentials: "include",
      body: { model: "m" },
    });
    expect(requests).toMatchObject([
      {
        url: "https://example.test/stop",
        init: { method: "POST", credentials: "include", keepalive: true },
        body: { messageId: "m1", responseId: "r1", sessionId: "s1" },
      },
    ]);
    expect(new Headers(requests[0]!.init.headers).get("authorization")).toBe("Bearer t");
    expect("model" in (requests[0]!.body as object)).toBe(false);
    expect(errors).toEqual([]);
  });

  test("goes where a function of the answer says", async () => {
    const { requests } = await stop({
      stopEndpoint: async ({ responseId }) => new URL(`https://example.test/${responseId}/cancel`),
    });
    expect(requests.map(({ url }) => url)).toEqual(["https://example.test/r1/cancel"]);
  });

  test.for<[string, StopOptions]>([
    ["there is no address", {}],
    ["the function gives none", { stopEndpoint: () => undefined }],
  ])("is not made when %s", async ([, options]) => {
    const { requests, errors } = await stop(options);
    expect([requests, errors]).toEqual([[], []]);
  });

  test("that the server refuses is told", async () => {
    const { errors } = await stop({ stopEndpoint: "https://example.test/stop" }, 500);
    expect(errors).toMatchObject([{ code: "http", status: 500, message: "The server answered 500." }]);
  });

  test("that reaches nobody is told", async () => {
    const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const { errors } = await stop({ stopEndpoint: "https://example.test/stop", fetch });
    expect(errors).toMatchObject([{ code: "network" }]);
  });

  test("whose address cannot be made is told", async () => {
    const { errors } = await stop({
      stopEndpoint: () => {
        throw new TypeError("no id");
      },
    });
    expect(errors).toMatchObject([{ code: "request", message: "no id", cause: { name: "TypeError" } }]);
  });

  test("that fails unheard breaks nothing", async () => {
    const { requests } = await stop({ stopEndpoint: "https://example.test/stop", onStopError: undefined }, 500);
    expect(requests).toHaveLength(1);
  });
});

describe("a chat with a stopEndpoint", () => {
  const stopUrl = "https://example.test/stop";
  const play = ({ url }: { url: string }, index: number) => {
    if (url === stopUrl) return { chunks: [], status: 500 };
    return index === 0 ? { chunks: [delta("Half")], end: "open" as const } : { chunks: answerChunks("Whole") };
  };

  test("is free at once when an answer is stopped, though the call fails", async () => {
    const onStopError = vi.fn<(error: StreamError) => void>();
    const { chat, fetch, log } = createTestChat(play, { stopEndpoint: stopUrl, onStopError });
    void chat.send("Hello");
    await nextTask();
    chat.abort();
    expect(lastAnswer(chat).status).toBe("aborted");
    await chat.send("Again");
    expect(transcript(chat).at(-1)).toBe("assistant: Whole (done)");
    expect(log).toEqual(["abort Half", "finish Whole"]);
    expect(fetch.requests.filter(({ url }) => url === stopUrl)).toMatchObject([{ body: { messageId: "m2" } }]);
    expect(onStopError).toHaveBeenCalledTimes(1);
  });

  test("also tells the server when it is disposed of", async () => {
    const { chat, fetch } = createTestChat(play, { stopEndpoint: stopUrl });
    void chat.send("Hello");
    await nextTask();
    chat.dispose();
    await nextTask();
    expect(fetch.requests.map(({ url }) => url)).toEqual(["https://example.test/chat", stopUrl]);
  });

  test("tells nothing of a request that was never sent", async () => {
    const { chat, fetch } = createTestChat(play, { stopEndpoint: stopUrl });
    void chat.send("Hello");
    chat.abort();
    await nextTask();
    expect(fetch.requests).toEqual([]);
  });

  test("tells nothing when an answer ends by itself", async () => {
    const { chat, fetch } = createTestChat(() => ({ chunks: answerChunks("Whole") }), { stopEndpoint: stopUrl });
    await chat.send("Hello");
    await nextTask();
    expect(fetch.requests).toHaveLength(1);
  });
});
