import { describe, expect, test, vi } from "vitest";
import { openaiChat, sseItems } from "../../src/adapters/index.js";
import { chatRequest, openRequest, type AdapterSource, type RequestOptions } from "../../src/chat/request.js";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import type { AdapterRequest } from "../../src/protocol/adapter.js";
import { createMessage } from "../../src/protocol/message.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { createGate, nextTask } from "../helpers/async.js";

const url = "https://example.test/chat";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Record<string, string>;
}

/** Sends one request and tells what reached the network. */
async function send(
  options: RequestOptions = {},
  request: (body: object) => AdapterRequest = (body) => ({ body }),
  endpoint: Parameters<typeof openRequest>[0] = url,
): Promise<Sent> {
  const fetch = mockFetch(() => ({ chunks: [] }));
  const { signal } = new AbortController();
  await openRequest(endpoint, sseItems, { fetch, ...options }, (_adapter, body) => request(body), signal);
  const { url: seen, init } = fetch.requests[0]!;
  return { url: seen, init, headers: Object.fromEntries(new Headers(init.headers)) };
}

function failure(
  options: RequestOptions,
  endpoint: Parameters<typeof openRequest>[0] = url,
  source: AdapterSource = sseItems,
) {
  const fetch = mockFetch(() => ({ chunks: [] }));
  const { signal } = new AbortController();
  const opened = openRequest(endpoint, source, { fetch, ...options }, (_adapter, body) => ({ body }), signal);
  return { fetch, error: opened.then(() => undefined).catch((thrown: unknown) => thrown) };
}

describe("a request", () => {
  test("is a POST of JSON that takes streams", async () => {
    const { init, headers } = await send({ body: { model: "m" } });
    expect([init.method, init.body]).toEqual(["POST", '{"model":"m"}']);
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["accept"]).toMatch(/^text\/event-stream/);
  });

  test("without a body has no content type", async () => {
    const { init, headers } = await send({}, () => ({ method: "GET" }));
    expect([init.method, "body" in init, "content-type" in headers]).toEqual(["GET", false, false]);
  });

  test("sends a text as it is", async () => {
    const { init } = await send({}, () => ({
      body: "a=b",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }));
    expect(init.body).toBe("a=b");
  });

  test.for<[string, RequestOptions["headers"]]>([
    ["an object", { "X-Key": "k" }],
    ["Headers", new Headers({ "x-key": "k" })],
    ["pairs", [["x-key", "k"]]],
    ["a function", () => ({ "x-key": "k" })],
    ["a function that needs time", async () => new Headers({ "x-key": "k" })],
  ])("takes headers as %s", async ([, headers]) => {
    expect((await send({ headers })).headers["x-key"]).toBe("k");
  });

  test("lets the user's headers win over the adapter's and over ours, whatever their case", async () => {
    const { headers } = await send({ headers: { ACCEPT: "text/plain", "X-From": "user" } }, (body) => ({
      body,
      headers: { "x-from": "adapter", "x-own": "adapter" },
    }));
    expect(headers).toMatchObject({ accept: "text/plain", "x-from": "user", "x-own": "adapter" });
  });

  test("lets the adapter's headers win over ours, whatever their case", async () => {
    const { headers } = await send({}, (body) => ({
      body,
      headers: { Accept: "application/x-own", "Content-Type": "text/json" },
    }));
    expect(headers).toMatchObject({ accept: "application/x-own", "content-type": "text/json" });
  });

  test.for<[string, RequestOptions["body"]]>([
    ["an object", { a: 1 }],
    ["a function", () => ({ a: 1 })],
    ["a function that needs time", async () => ({ a: 1 })],
  ])("takes a body as %s", async ([, body]) => {
    expect((await send({ body })).init.body).toBe('{"a":1}');
  });

  test.for<[string, Parameters<typeof openRequest>[0]]>([
    ["a text", url],
    ["a URL", new URL(url)],
    ["a function", () => url],
    ["a function that needs time", async () => new URL(url)],
  ])("takes an endpoint as %s", async ([, endpoint]) => {
    expect((await send({}, undefined, endpoint)).url).toBe(url);
  });

  test("carries its signal and, where asked for, credentials", async () => {
    const { init } = await send({ credentials: "include" });
    expect([init.credentials, init.signal instanceof AbortSignal]).toEqual(["include", true]);
    expect("credentials" in (await send()).init).toBe(false);
  });

  test("waits for an adapter that has to be loaded", async () => {
    const fetch = mockFetch(() => ({ chunks: [] }));
    const opened = await openRequest(
      url,
      async () => openaiChat,
      { fetch },
      () => ({}),
      new AbortController().signal,
    );
    expect(opened.adapter).toBe(openaiChat);
  });

  test("calls the global fetch as a plain function", async () => {
    const fetch = vi.fn(function (this: unknown): Promise<Response> {
      // A browser's own fetch refuses any other receiver.
      return this === undefined || this === globalThis
        ? Promise.resolve(new Response(null))
        : Promise.reject(new TypeError("Illegal invocation"));
    });
    vi.stubGlobal("fetch", fetch);
    const { signal } = new AbortController();
    await openRequest(url, sseItems, {}, () => ({}), signal);
    await openRequest(url, sseItems, { fetch }, () => ({}), signal);
    vi.unstubAllGlobals();
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe("a request that cannot be built fails before anything is sent", () => {
  const broken = () => {
    throw new Error("no token");
  };
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;

  test.for<[string, RequestOptions, Parameters<typeof openRequest>[0]?, AdapterSource?]>([
    ["a headers function throws", { headers: broken }],
    ["a headers function rejects", { headers: async () => broken() }],
    ["a body function throws", { body: broken }],
    ["a body function rejects", { body: async () => broken() }],
    ["an endpoint function throws", {}, broken],
    ["an endpoint function rejects", {}, async () => broken()],
    ["an adapter cannot be loaded", {}, url, async () => broken()],
    ["a header value has a line end", { headers: { authorization: "Bearer x\r\ninjected: y" } }],
    ["a header value has an emoji", { headers: { authorization: "Bearer 🔑" } }],
    ["a header name has a blank", { headers: { "x y": "z" } }],
    ["a body cannot be JSON: a cycle", { body: cyclic }],
    ["a body cannot be JSON: a bigint", { body: { n: 1n } }],
  ])("%s", async ([, options, endpoint, source]) => {
    const { fetch, error } = failure(options, endpoint, source);
    expect(await error).toMatchObject({ code: "request", retryable: false, cause: expect.any(Error) as Error });
    expect(fetch.requests).toHaveLength(0);
  });

  test("the words of what was thrown are shown", async () => {
    expect(await failure({ headers: broken }).error).toMatchObject({ message: expect.stringContaining("no token") });
  });
});

test("a server that cannot be reached is a failure of the network, worth a retry", async () => {
  const cause = new TypeError("Failed to fetch");
  const { error } = failure({ fetch: () => Promise.reject(cause) });
  expect(await error).toMatchObject({
    code: "network",
    retryable: true,
    cause,
    message: expect.stringContaining("Failed to fetch"),
  });
});

test("an abort while headers are fetched sends no request", async () => {
  const gate = createGate<HeadersInit>();
  const controller = new AbortController();
  const fetch = mockFetch(() => ({ chunks: [] }));
  const opened = openRequest(url, sseItems, { fetch, headers: () => gate.promise }, () => ({}), controller.signal);
  controller.abort();
  gate.open({});
  await Promise.allSettled([opened]);
  await nextTask();
  expect(fetch.requests).toHaveLength(0);
});

test("what an adapter loads for reading is asked for before the server answers; if that fails, the request does not", async () => {
  const order: string[] = [];
  const prepare = () => {
    order.push("prepare");
    return Promise.reject(new Error("offline"));
  };
  const fetch = async () => {
    order.push("fetch");
    return new Response();
  };
  const adapter = defineAdapter({ ...sseItems, prepare });
  const { response } = await openRequest(url, adapter, { fetch }, () => ({}), new AbortController().signal);
  expect([response.ok, order]).toEqual([true, ["prepare", "fetch"]]);
  await nextTask();
});

describe("the request of a chat", () => {
  const messages = [
    createMessage("1", "system", { parts: [{ type: "text", text: "Be brief." }] }),
    createMessage("2", "user", { parts: [{ type: "text", text: "Hi" }] }),
  ];

  test("is the conversation as role and content, streamed, where the adapter has no wish of its own", () => {
    expect(chatRequest(sseItems, { messages, body: {} })).toEqual({
      body: {
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Hi" },
        ],
        stream: true,
      },
    });
  });

  test("lets the user's members win", () => {
    const { body } = chatRequest(sseItems, { messages, body: { model: "m", stream: false, messages: "mine" } });
    expect(body).toEqual({ model: "m", stream: false, messages: "mine" });
  });

  test("is built by the adapter where it can", () => {
    const adapter = defineAdapter({
      ...sseItems,
      createRequest: ({ messages, body, conversation }) => ({
        method: "PUT",
        body: { ...body, count: messages.length, last: conversation?.responseId },
      }),
    });
    expect(chatRequest(adapter, { messages, body: { a: 1 }, conversation: { responseId: "r" } })).toEqual({
      method: "PUT",
      body: { a: 1, count: 2, last: "r" },
    });
  });
});
