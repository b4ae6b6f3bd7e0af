import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import OpenAI from "openai";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { messageText } from "../../src/protocol/message.js";
import { answerScript, faults, findMockWire, mockWires, type MockWire } from "../../src/testing.js";
import { createMockServer, type MockServer, type MockServerOptions } from "../../src/testing/server/index.js";
import { planWrites } from "../../src/testing/server/pace.js";
import { adaptersByName } from "../helpers/adapters.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server and how to ask it. */
interface Started {
  readonly server: MockServer;
  readonly url: string;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
}

async function start(options: MockServerOptions = {}): Promise<Started> {
  const server = createMockServer({ rate: 0, answer: "Hello – you", ...options });
  const { url, close } = await server.listen();
  closing.push(close);
  const post: Started["post"] = (path, body = { stream: true }, headers = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return fetch(url + path, { method: "POST", body: text, headers });
  };
  return { server, url, post };
}

async function textOf(response: Response, wire: string): Promise<string> {
  return messageText(await collectMessageWith(response, { adapter: adaptersByName[wire]! }));
}

async function jsonOf(response: Response): Promise<any> {
  return response.json();
}

/** A body in the pieces that the server made. `fetch` joins what arrives together, `node:http` does not. */
async function piecesOf(url: string): Promise<Buffer[]> {
  const [response] = (await once(get(url, { agent: false }), "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return pieces;
}

/** A path that fits a pattern. */
function example(pattern: string): string {
  return pattern.replace("*", "chat").replaceAll(/:[a-z]+/gi, "1");
}

describe("paths", () => {
  const routes = mockWires.flatMap(({ name, routes }) =>
    routes.map((route) => ({ name, method: route.split(" ")[0]!, pattern: route.split(" ")[1]! })),
  );

  test.each(routes)("$method $pattern is answered, below /$name by $name", async ({ name, method, pattern }) => {
    const { server, url } = await start();
    const init: RequestInit = method === "GET" ? {} : { method, body: `{"stream":true}` };
    const plain = await fetch(url + example(pattern), init);
    expect(plain.status).toBe(200);
    await plain.text();
    const shared = mockWires.filter((wire) => wire.routes.includes(`${method} ${pattern}`)).map((wire) => wire.name);
    expect(shared).toContain(server.requests[0]?.wire);
    const named = await fetch(`${url}/${name}${example(pattern)}`, init);
    expect(named.status).toBe(200);
    await named.text();
    expect(server.requests[1]).toMatchObject({ wire: name, request: { path: example(pattern), method } });
  });

  test.for([
    ["/v1/completions", { model: "palmyra-x5" }, "writer-completions"],
    ["/v1/completions", { model: "gpt-3.5-turbo-instruct" }, "openai-completions"],
    ["/v1/completions", {}, "openai-completions"],
    ["/writer-completions/v1/completions", {}, "writer-completions"],
    ["/openai-completions/v1/completions", { model: "palmyra-x5" }, "openai-completions"],
    ["/api/chat", { model: "llama3.2", messages: [{ role: "user", content: "Hi" }] }, "ollama"],
    ["/api/chat", { messages: [{ role: "user", parts: [{ type: "text", text: "Hi" }] }] }, "ai-sdk-ui"],
    ["/v1/chat/completions", { model: "palmyra-x5" }, "openai-chat"],
    ["/v1/chat", {}, "writer-chat"],
    ["/v1/graphs/question", {}, "writer-graph"],
    ["/anthropic", {}, "anthropic"],
  ] as const)("%s with %j is for %s", async ([path, body, wire]) => {
    const { server, post } = await start();
    await (await post(path, body)).text();
    expect(server.requests[0]?.wire).toBe(wire);
  });

  test("segments of the path arrive by their names", async () => {
    const { server, post } = await start();
    await (await post("/v1/applications/a%20b?x=1")).text();
    expect(server.requests[0]).toMatchObject({
      path: "/v1/applications/a%20b?x=1",
      request: { params: { id: "a b" }, path: "/v1/applications/a%20b", method: "POST", body: { stream: true } },
    });
  });

  test("the only wire answers at any path, and no other wire is there", async () => {
    const { url, post } = await start({ wire: "anthropic" });
    for (const path of ["/", "/any/where", "/v1/chat/completions", "/anthropic", "/anthropic/v1/messages"]) {
      expect(await textOf(await post(path), "anthropic"), path).toBe("Hello – you");
    }
    expect(await (await fetch(url)).text()).toContain("anthropic: ");
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  test("an item stream as the only wire answers to GET as well", async () => {
    const { url } = await start({ wire: "json-lines", answer: { items: [1, 2] } });
    expect(await (await fetch(url)).text()).toBe("1\n2\n");
  });

  test("a path at which there is nothing says what there is", async () => {
    const { post } = await start();
    const response = await post("/v1/nothing");
    expect(response.status).toBe(404);
    const { error } = await jsonOf(response);
    expect(error.message).toBe("There is nothing at POST /v1/nothing.");
    expect(error.routes).toContain("POST /v1/chat/completions");
  });

  test("the wrong method is refused with the right one", async () => {
    const { url } = await start();
    const response = await fetch(`${url}/v1/chat/completions`);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });

  test("GET / lists wires and faults, for people and for programs", async () => {
    const { url } = await start();
    const text = await (await fetch(url)).text();
    const json = await jsonOf(await fetch(url, { headers: { accept: "application/json" } }));
    expect(json.wires.map(({ name }: MockWire) => name)).toEqual(mockWires.map(({ name }) => name));
    for (const { name, routes } of mockWires) for (const word of [name, ...routes]) expect(text).toContain(word);
    for (const { sentence } of faults) expect(text).toContain(sentence);
    expect(json.faults[7]).toEqual({ name: "json-error", usage: "json-error", sentence: faults[7]!.sentence });
  });

  test("within another server it takes what is its own and nothing else", async () => {
    const server = createMockServer({ answer: "Hi", rate: 0 });
    const below = createMockServer({ answer: "Below", rate: 0, base: "/mock" });
    const other = createServer((request, response) => {
      if (!server.handle(request, response) && !below.handle(request, response)) response.end("somebody else");
    }).listen(0, "127.0.0.1");
    await once(other, "listening");
    closing.push(async () => void other.close());
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const post = (path: string) => fetch(url + path, { method: "POST", body: `{"stream":true}` });
    expect(await textOf(await post("/v1/chat/completions"), "openai-chat")).toBe("Hi");
    expect(await textOf(await post("/mock/v1/chat/completions"), "openai-chat")).toBe("Below");
    expect((await post("/mock/v1/nothing")).status).toBe(404);
    expect(await (await fetch(`${url}/mock`)).text()).toContain("Headwater mock server");
    for (const path of ["/", "/index.html", "/mocking"]) {
      expect(await (await fetch(url + path)).text(), path).toBe("somebody else");
    }
    const preflight = { method: "OPTIONS", headers: { "access-control-request-method": "POST" } };
    expect((await fetch(`${url}/v1/messages`, preflight)).status).toBe(204);
  });

  test("a server with a base listens below it, and nowhere else", async () => {
    const { url, post } = await start({ base: "/mock", wire: "openai-chat" });
    expect(url).toMatch(/:\d+\/mock$/);
    expect(await textOf(await post("/v1/chat/completions"), "openai-chat")).toBe("Hello – you");
    const outside = await fetch(new URL("/v1/chat/completions", url), { method: "POST", body: "{}" });
    expect([outside.status, await outside.text()]).toEqual([404, "Everything is below /mock."]);
  });

  test("a wire or a fault that there is not is refused at once", () => {
    expect(() => createMockServer({ wire: "telegraph" })).toThrow(
      `There is no wire "telegraph". The wires are openai-chat`,
    );
    expect(() => createMockServer({ fault: "meteor" })).toThrow(`There is no fault "meteor"`);
    expect(() => createMockServer({ rate: -1 })).toThrow("rate must be 0");
    expect(() => createMockServer().setFault("drop:3")).toThrow("takes no value");
  });
});

describe("answers", () => {
  test.each(mockWires)(
    "$name repeats the prompt in a friendly answer, or counts items, unless told otherwise",
    async ({ name }) => {
      const { post } = await start({ answer: undefined, wire: name });
      const said = "Where to?";
      const messages = [{ role: "user", content: said }];
      const input = name === "langgraph" ? { messages } : said;
      const body = { stream: true, messages, prompt: said, input, question: said };
      const message = await collectMessageWith(await post("/runs/stream", body), { adapter: adaptersByName[name]! });
      expect(message.status).toBe("done");
      const [first] = message.parts.flatMap((part) => (part.type === "item" ? [part.value] : []));
      const isItems = ["json-lines", "sse-items", "xano"].includes(name);
      expect(first === undefined ? messageText(message) : JSON.stringify(first)).toContain(
        isItems ? `"id":1,"name":"Portal Gun"` : `You said: “${said}”.`,
      );
    },
  );

  test("stages and sources come where a wire has a place for them", async () => {
    const { post } = await start({ answer: undefined });
    const read = async (path: string, wire: string) =>
      collectMessageWith(await post(path), { adapter: adaptersByName[wire]! });
    expect((await read("/v1/applications/1", "writer-agent")).stages.length).toBeGreaterThan(0);
    const graph = await read("/v1/graphs/question", "writer-graph");
    expect(graph.subqueries).toHaveLength(1);
    expect(graph.sources.length).toBeGreaterThan(0);
  });

  test("a request without a stream gets the whole answer as JSON", async () => {
    const { post } = await start();
    const response = await post("/v1/chat/completions", { stream: false, messages: [] });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await jsonOf(response)).toMatchObject({ choices: [{ message: { content: "Hello – you" } }] });
  });

  test("the frames are those of the wire, byte for byte", async () => {
    const { post } = await start();
    const request = { body: { stream: true } };
    const script = answerScript("openai-chat", { text: "Hello – you" }, { request });
    expect(await (await post("/v1/chat/completions")).text()).toBe(script.chunks.join(""));
  });

  test("a function says what fits the request and its wire", async () => {
    const { post } = await start({
      answer: async ({ prompt, params, headers }, wire) => ({
        text: `${wire} ${prompt} ${params["id"]} ${headers["x-user"]}`,
      }),
    });
    const body = { stream: true, inputs: [], messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] };
    const reply = await post("/openai/deployments/d1/chat/completions", body, { "x-user": "me" });
    expect(await textOf(reply, "openai-chat")).toBe("openai-chat Hi d1 me");
  });

  test("a recorded body is sent as it is", async () => {
    const body = `data: {"choices":[{"delta":{"content":"recorded"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;
    const { post } = await start({ answer: { body } });
    expect(await (await post("/v1/chat/completions")).text()).toBe(body);
    const { post: failing } = await start({
      answer: { body: `{"error":"no"}`, contentType: "application/json", status: 418 },
    });
    const reply = await failing("/v1/chat/completions");
    expect([reply.status, reply.headers.get("content-type"), await reply.text()]).toEqual([
      418,
      "application/json",
      `{"error":"no"}`,
    ]);
  });

  test("setAnswer changes what the next request gets", async () => {
    const { server, post } = await start();
    server.setAnswer({ text: "Something else", toolCalls: [{ name: "look", arguments: { at: "it" } }] });
    const message = await collectMessageWith(await post("/v1/chat/completions"), { adapter: openaiChat });
    expect(messageText(message)).toBe("Something else");
    expect(message.parts.find(({ type }) => type === "tool-call")).toMatchObject({
      name: "look",
      arguments: `{"at":"it"}`,
    });
  });

  test("an answer that cannot be made is reported, to the client and on the console", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { post } = await start({
      answer: () => {
        throw new Error("no idea");
      },
    });
    const response = await post("/v1/chat/completions");
    expect(response.status).toBe(500);
    expect((await jsonOf(response)).error.message).toBe("The mock server failed: no idea");
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  test("broken JSON is a bad request in the words of the wire", async () => {
    const { post } = await start();
    const openai = await post("/v1/chat/completions", `{"stream":tru`);
    expect(openai.status).toBe(400);
    expect((await jsonOf(openai)).error).toMatchObject({
      message: expect.stringMatching(/^We could not parse the JSON body of your request: /),
      type: "invalid_request_error",
    });
    const anthropic = await jsonOf(await post("/v1/messages", "{", { "content-type": "application/json" }));
    expect(anthropic).toMatchObject({ type: "error", error: { message: expect.stringContaining("could not parse") } });
    expect((await post("/text/stream", "not JSON at all")).status).toBe(200);
  });

  test("a body of more than 10 MB is refused", async () => {
    const { post } = await start();
    expect((await post("/v1/chat/completions", "x".repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
  });

  test("a wire of one's own is spoken too", async () => {
    const wire: MockWire = {
      name: "acme",
      title: "Acme",
      routes: ["POST /acme/:room/talk"],
      transport: "jsonl",
      contentType: "application/x-acme",
      encode: ({ text = "" }, { prompt, params }) => [`{"${params["room"]}":"${prompt}"}\n`, `"${text}"\n`],
    };
    const { post } = await start({ wires: [...mockWires, wire] });
    const reply = await post("/acme/r1/talk", { question: "Why?" });
    expect(reply.headers.get("content-type")).toBe("application/x-acme");
    expect(await reply.text()).toBe(`{"r1":"Why?"}\n"Hello – you"\n`);
  });
});

describe("prompts of a wire that does not say where they are", () => {
  const wire: MockWire = {
    ...findMockWire("plain-text"),
    prompt: undefined,
    streams: undefined,
    encode: (_answer, { prompt, stream }) => [`${prompt}|${stream}`],
  };

  test.for([
    [
      {
        messages: [
          { role: "user", content: "a" },
          { role: "assistant", content: "b" },
        ],
      },
      "a|true",
    ],
    [
      {
        messages: [
          { role: "user", content: "a" },
          { role: "user", content: [{ text: "b" }, { text: "c" }] },
        ],
      },
      "bc|true",
    ],
    [{ messages: [{ role: "user", parts: [{ type: "text", text: "d" }] }], stream: false }, "d|false"],
    [{ input: [{ role: "user", content: "e" }] }, "e|true"],
    [{ prompt: "f" }, "f|true"],
    [{ query: "h", text: "i" }, "h|true"],
    ["just text", "just text|true"],
    [{}, "|true"],
    ["[]", "|true"],
  ] as const)("%j says %j", async ([body, said]) => {
    const { post } = await start({ wires: [wire] });
    expect(await (await post("/text/stream", body)).text()).toBe(said);
  });
});

describe("faults and pace on request", () => {
  test("the request says more than the server's own fault, the query more than the header", async () => {
    const { server, post } = await start({ fault: "http-500" });
    const status = async (path: string, headers?: Record<string, string>) =>
      (await post(`/v1/chat/completions${path}`, undefined, headers)).status;
    expect(await status("")).toBe(500);
    expect(await status("", { "x-mock-fault": "http-429:1s" })).toBe(429);
    expect(await status("?fault=http-401", { "x-mock-fault": "http-429:1s" })).toBe(401);
    expect(await status("?fault=none")).toBe(200);
    server.setFault(undefined);
    expect(await status("")).toBe(200);
    expect(server.requests.map(({ fault }) => fault)).toEqual(["http-500", "http-429:1s", "http-401", "none", "none"]);
  });

  test("a function of the request and its number chooses the fault; clear counts from 0 again", async () => {
    const { server, post } = await start({
      fault: ({ prompt }, index) => (prompt === "break" ? "http-503" : index === 0 ? "http-500" : undefined),
    });
    const ask = async (prompt: string) =>
      (await post("/v1/chat/completions", { stream: true, messages: [{ role: "user", content: prompt }] })).status;
    expect([await ask("a"), await ask("b"), await ask("break")]).toEqual([500, 200, 503]);
    server.clear();
    expect([await ask("a"), server.requests.length]).toEqual([500, 1]);
  });

  test.for([
    ["fault=meteor", `There is no fault "meteor"`],
    ["fault=drop:1", "takes no value"],
    ["rate=fast", "rate must be 0"],
    ["chunk=-1", "chunk must be a whole number"],
    ["seed=x", "seed must be a whole number"],
  ])("%s is refused with the reason, in the words of the wire", async ([query, reason]) => {
    const { post } = await start();
    const response = await post(`/v1/messages?${query}`);
    expect(response.status).toBe(400);
    expect(await jsonOf(response)).toMatchObject({
      type: "error",
      error: { message: expect.stringContaining(reason!) },
    });
  });

  test("drop@50% loses half of the bytes, and the log says so", async () => {
    const seen: unknown[] = [];
    const { post } = await start({ fault: "drop@50%", onEnd: (traffic) => seen.push(traffic) });
    const whole = await (await post("/v1/chat/completions?fault=none")).text();
    const half = Math.floor(Buffer.byteLength(whole) / 2);
    const reader = (await post("/v1/chat/completions")).body!.getReader();
    let bytes = 0;
    const read = async () => {
      for (;;) bytes += (await reader.read()).value!.length;
    };
    await expect(read()).rejects.toThrow("terminated");
    expect(bytes).toBe(half);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen[1]).toMatchObject({
      method: "POST",
      path: "/v1/chat/completions",
      wire: "openai-chat",
      fault: "drop@50%",
      status: 200,
      bytes: half,
      ending: "lost",
      open: false,
      closedByClient: false,
    });
  });

  test("chunk=7 comes in pieces of 7 bytes, with a seed in uneven ones, the same each time", async () => {
    const { url } = await start({ answer: { items: ["Grüße 🌊", "and more of it"] } });
    const even = await piecesOf(`${url}/items/stream?chunk=7`);
    expect(new Set(even.slice(0, -1).map((piece) => piece.length))).toEqual(new Set([7]));
    const first = await piecesOf(`${url}/items/stream?chunk=9&seed=3`);
    expect(new Set(first.map((piece) => piece.length)).size).toBeGreaterThan(2);
    expect(await piecesOf(`${url}/items/stream?chunk=9&seed=3`)).toEqual(first);
    expect(Buffer.concat(first)).toEqual(Buffer.concat(even));
  });

  test("pieces of a frame are spread over the time of the frame", () => {
    const frames = [Buffer.from("abcdef"), Buffer.from("ghij")];
    const writes = [...planWrites(frames, { rate: 1, chunk: 4 })];
    expect(writes.map(({ bytes }) => String(bytes))).toEqual(["abcd", "efgh", "ij"]);
    expect(writes.map(({ due }) => due)).toEqual([0.5, 1.25, 2]);
  });

  test("frames come apart from each other at the rate of the server", async () => {
    const { url } = await start({ rate: 20, answer: { items: [1, 2, 3, 4, 5] } });
    const pieces = await piecesOf(`${url}/items/stream`);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe("1\n2\n3\n4\n5\n");
  });

  test("a stall of some time goes on with the rest", async () => {
    const { url } = await start({ answer: { items: [1, 2, 3] } });
    const pieces = (await piecesOf(`${url}/items/stream?fault=stall@2:50ms`)).map(String);
    expect(pieces.at(-1)).toBe("3\n");
    expect(pieces.join("")).toBe("1\n2\n3\n");
  });

  test("ping-stall keeps the connection alive with comments until the client leaves", async () => {
    const { server, url } = await start({ answer: { items: [1, 2, 3] } });
    const controller = new AbortController();
    const response = await fetch(`${url}/items/events?fault=ping-stall@1:2ms`, { signal: controller.signal });
    const reader = response.body!.getReader();
    let text = "";
    while (text.split(": keep-alive\n\n").length < 4) text += Buffer.from((await reader.read()).value!).toString();
    expect(text).toMatch(/^data: 1\n\n(: keep-alive\n\n){3,}$/);
    controller.abort();
    await vi.waitFor(() => expect(server.stats.active).toBe(0));
    expect(server.requests[0]).toMatchObject({ closedByClient: true, ending: "left" });
  });

  test("gzip can be unpacked frame by frame, gzip-buffered is one block", async () => {
    const { url } = await start({ rate: 20, answer: { items: ["one", "two", "three"] } });
    expect((await piecesOf(`${url}/items/stream?fault=gzip`)).length).toBeGreaterThan(1);
    expect(await piecesOf(`${url}/items/stream?fault=gzip-buffered`)).toHaveLength(1);
    const response = await fetch(`${url}/items/stream?fault=gzip`);
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.text()).toBe(`"one"\n"two"\n"three"\n`);
  });

  test.for([
    ["reset-after-end", "ECONNRESET", true, "reset"],
    ["refuse", "closed", false, "refused"],
    ["drop", "closed", true, "lost"],
  ] as const)("%s ends the connection as %s, with a head: %s", async ([fault, how, hasHead, ending]) => {
    const { server, url } = await start({ answer: { items: [1] } });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let received = "";
    socket.on("data", (data) => (received += data.toString()));
    socket.write(`GET /items/stream?fault=${fault} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    const ended = await new Promise((resolve) => {
      socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on("close", () => resolve("closed"));
    });
    expect([ended, received.startsWith("HTTP/1.1 200 OK")]).toEqual([how, hasHead]);
    // The last chunk of HTTP/1.1, which says that the body is complete.
    expect(received).not.toContain("\r\n0\r\n\r\n");
    await vi.waitFor(() => expect(server.requests[0]).toMatchObject({ ending, open: false, closedByClient: false }));
  });

  test("hang takes the request and sends nothing until the client leaves", async () => {
    const { server, url } = await start();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let received = "";
    socket.on("data", (data) => (received += data.toString()));
    socket.write("GET /items/stream?fault=hang HTTP/1.1\r\nhost: localhost\r\n\r\n");
    await vi.waitFor(() => expect(server.requests[0]).toMatchObject({ fault: "hang", open: true }));
    // Another request has its whole life meanwhile.
    await (await fetch(`${url}/v1/models`)).text();
    expect([received, server.stats.active]).toEqual(["", 1]);
    socket.destroy();
    await vi.waitFor(() => expect(server.requests[0]).toMatchObject({ ending: "left", open: false, status: 0 }));
  });
});

describe("item streams", () => {
  test.for([
    ["/items/stream", "application/jsonl", /^\{"id":1,.*\}\n/],
    ["/items/events", "text/event-stream; charset=utf-8", /^data: \{"id":1,.*\}\n\n/],
  ] as const)("%s has as many items as asked for", async ([path, type, start1]) => {
    const { url } = await start({ answer: undefined });
    const count = async (query: string) =>
      (await (await fetch(`${url}${path}${query}`)).text()).split("\n").filter((line) => line.includes(`"id":`)).length;
    const response = await fetch(`${url}${path}`);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toMatch(start1);
    expect([await count(""), await count("?count=3"), await count("?count=1500")]).toEqual([20, 3, 1500]);
    expect((await fetch(`${url}${path}?count=many`)).status).toBe(400);
  });

  test.for(["/items/stream", "/items/events"])("%s?count=0 goes on until the client leaves", async (path) => {
    const { server, url } = await start({ answer: undefined });
    const controller = new AbortController();
    const response = await fetch(`${url}${path}?count=0`, { signal: controller.signal });
    const reader = response.body!.getReader();
    let text = "";
    while (!text.includes(`"id":5000,`)) text += Buffer.from((await reader.read()).value!).toString();
    controller.abort();
    await vi.waitFor(() => expect(server.stats.active).toBe(0));
    expect((await fetch(`${url}${path}?count=0&fault=drop`)).status).toBe(400);
  });
});

describe("clients and pages", () => {
  test("the official client of OpenAI lists models and reads streams and whole answers", async () => {
    const { url } = await start();
    const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
    expect((await openai.models.list()).data.map(({ id }) => id)).toContain("mock-model");
    const messages = [{ role: "user" as const, content: "Hi" }];
    const whole = await openai.chat.completions.create({ model: "mock-model", messages });
    expect(whole.choices[0]?.message.content).toBe("Hello – you");
    let text = "";
    for await (const { choices } of await openai.chat.completions.create({
      model: "mock-model",
      messages,
      stream: true,
    }))
      text += choices[0]?.delta.content ?? "";
    expect(text).toBe("Hello – you");
  });

  test("models are listed where clients of other systems look for them", async () => {
    const { url } = await start();
    for (const path of ["/v1/models", "/openai-chat/v1/models", "/models", "/api/tags", "/v1beta/models"]) {
      const response = await fetch(url + path);
      expect(response.status, path).toBe(200);
      expect(JSON.stringify(await response.json()), path).toContain("mock-model");
    }
  });

  test("pages of other origins may use it, with credentials and without", async () => {
    const { url, post } = await start();
    const origin = "http://localhost:1234";
    const preflight = await fetch(`${url}/v1/chat/completions`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,x-any",
      },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": "authorization,x-any",
      "access-control-allow-methods": expect.stringContaining("POST"),
    });
    const reply = await post("/v1/chat/completions?fault=http-429", undefined, { origin });
    expect(reply.headers.get("access-control-expose-headers")).toContain("retry-after");
    expect((await post("/v1/nothing")).headers.get("access-control-allow-origin")).toBe("*");
  });

  test("only the last 1000 requests are remembered", async () => {
    const { server, url } = await start();
    const socket = connect(Number(new URL(url).port), "127.0.0.1").resume();
    for (let index = 0; index < 1005; index++)
      socket.write(`GET /v1/models?${index} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    await vi.waitFor(() => expect(server.requests.at(-1)?.path).toBe("/v1/models?1004"), 20_000);
    expect([server.requests.length, server.requests[0]?.path]).toEqual([1000, "/v1/models?5"]);
    socket.destroy();
  });

  test("it listens on this machine only, and on a port that is free", async () => {
    const server = createMockServer();
    const { url, close } = await server.listen();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(createMockServer().listen(Number(new URL(url).port))).rejects.toThrow("EADDRINUSE");
    await close();
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });
});
