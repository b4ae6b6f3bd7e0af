import { describe, expect, test } from "vitest";
import {
  applyFault,
  createFaultSchedule,
  createRandom,
  faults,
  faultUsage,
  findMockWire,
  mockFetch,
  parseFault,
  streamResponse,
  withFault,
  type MockReply,
} from "../../src/testing.js";

const names = faults.map(({ name }) => name);

/** An SSE body of five frames, ten bytes each. */
const frames = ["1", "2", "3", "4", "5"].map((n) => Buffer.from(`data: ${n}${n}\n\n`));
const reply: MockReply = { status: 200, headers: { "content-type": "text/event-stream" }, frames, end: "clean" };

function texts(chunks: readonly (Uint8Array | string)[]): string[] {
  return chunks.map((chunk) => Buffer.from(chunk).toString());
}

function bodyOf({ frames }: MockReply): string {
  return Buffer.concat(frames).toString();
}

describe("the list of faults", () => {
  test("has every fault once, each with one sentence and defaults that can be read", () => {
    expect(new Set(names).size).toBe(names.length);
    for (const fault of faults) {
      expect(fault.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(fault.sentence, fault.name).toMatch(/^[A-Z][^.]+\.$/);
      const written = faultUsage(fault).replaceAll(/[[\]]/g, "");
      expect(parseFault(written)).toEqual(parseFault(fault.name));
    }
  });

  test("has what servers and networks do", () => {
    const all =
      "none http-401 http-429 http-500 http-502-html http-503 html json-error empty no-content redirect redirect-to-login " +
      "hang refuse error-frame drop drop-in-line drop-in-character cut-line no-end double-end reset-after-end stall " +
      "ping-stall buffered buffered-json slow-start slow crlf noise bom gzip gzip-buffered bad-frame glued";
    expect(names.join(" ")).toBe(all);
  });
});

describe("parseFault", () => {
  test.for([
    ["drop", { unit: "percent", count: 50 }, 0],
    ["drop@37.5%", { unit: "percent", count: 37.5 }, 0],
    ["drop@3", { unit: "frames", count: 3 }, 0],
    [" stall@0 ", { unit: "frames", count: 0 }, Infinity],
    ["stall@30%:2s", { unit: "percent", count: 30 }, 2000],
    ["http-429", { unit: "frames", count: 0 }, 7000],
    ["http-429:1m", { unit: "frames", count: 0 }, 60_000],
    ["slow-start:250ms", { unit: "frames", count: 0 }, 250],
    ["slow-start:1.5s", { unit: "frames", count: 0 }, 1500],
    ["slow:3", { unit: "frames", count: 0 }, 3],
    ["", { unit: "frames", count: 0 }, 0],
  ] as const)("%j", ([text, position, value]) => {
    const name = text.trim().replace(/[@:].*/, "") || "none";
    expect(parseFault(text)).toEqual({ fault: faults.find((fault) => fault.name === name), position, value });
  });

  test.for([
    ["meteor", `There is no fault "meteor". The faults are none, http-401, http-429`],
    ["@3", `There is no fault "".`],
    [":5", `There is no fault "".`],
    ["html@3", "The fault html has no position. It is written html."],
    ["drop:5s", "The fault drop takes no value. It is written drop[@50%]."],
    ["drop@half", `"@half" is no position: it is per cent of the body's bytes, such as @50%`],
    ["drop@", `"@" is no position`],
    ["drop@101%", `"@101%" is no position`],
    ["drop@-1", `"@-1" is no position`],
    ["drop@1.5", `"@1.5" is no position`],
    ["slow-start:5", `":5" is not a duration with its unit, such as 500ms, 7s or 1m (for how long).`],
    ["slow-start:", `":" is not a duration`],
    ["slow-start:forever", `":forever" is not a duration`],
    ["slow-start:99999m", `":99999m" is not a duration`],
    ["ping-stall:0s", `":0s" is not a duration`],
    ["slow:0", `":0" is not a whole number from 1 (how many times slower). It is written slow[:10].`],
    ["crlf:x", `":x" is not a whole number from 1`],
  ] as const)("%j is refused with the reason", ([text, reason]) => {
    expect(() => parseFault(text)).toThrow(reason);
  });
});

describe("positions", () => {
  test.for([
    ["drop@50%", "data: 11\n\ndata: 22\n\ndata:"],
    ["drop@0%", ""],
    ["drop@100%", bodyOf(reply)],
    ["drop@2", "data: 11\n\ndata: 22\n\n"],
    ["drop@99", bodyOf(reply)],
  ] as const)("%s keeps %j", ([fault, kept]) => {
    expect(bodyOf(applyFault(reply, fault))).toBe(kept);
    expect(applyFault(reply, fault).end).toBe("lost");
  });

  test.for([
    ["stall@50%", 2],
    ["stall@60%", 3],
    ["stall@59%", 2],
    ["stall@4", 4],
    ["stall@0", 0],
    ["stall@100%", 5],
  ] as const)("%s falls silent after %i whole frames", ([fault, afterFrames]) => {
    expect(applyFault(reply, fault).silence).toEqual({ afterFrames, duration: Infinity });
  });
});

describe("the forms of a faulty body", () => {
  test("crlf changes line ends, puts comments between and asks for pieces of 7 bytes", () => {
    const wrong = applyFault(reply, "crlf");
    expect(wrong.chunk).toBe(7);
    expect(bodyOf(wrong)).toMatch(/^(data: \d\d\r\n\r\n: comment\r\n\r\n){5}$/);
  });

  test("noise has comments, events without data, ids and retry lines after every event", () => {
    const text = bodyOf(applyFault(reply, "noise"));
    expect(text.replaceAll(/: noise\n\nevent: noise\n\nid: noise-\d\n\nretry: 3000\n\n\n/g, "")).toBe(bodyOf(reply));
    expect(text.match(/id: noise-\d/g)).toHaveLength(5);
  });

  test("nothing is put after an event that has no end yet", () => {
    const open = { ...reply, frames: [...frames, Buffer.from("data: [DONE]")] };
    expect(bodyOf(applyFault(open, "crlf"))).toMatch(/data: \[DONE\]$/);
  });

  test("bom stands before the first byte, even of an empty body", () => {
    expect(bodyOf(applyFault(reply, "bom"))).toBe(`\ufeff${bodyOf(reply)}`);
    expect(bodyOf(applyFault({ ...reply, frames: [] }, "bom"))).toBe("\ufeff");
  });

  test("bad-frame adds a frame that is no JSON, in the form of its transport", () => {
    expect(bodyOf(applyFault(reply, "bad-frame@1"))).toContain(`11\n\ndata: {"broken": \n\ndata: 22`);
    const lines = { ...reply, headers: { "content-type": "application/x-ndjson" }, frames: [Buffer.from("1")] };
    expect(bodyOf(applyFault(lines, "bad-frame@1"))).toBe(`1\n{"broken": \n`);
  });

  test("glued takes away what stands between two frames, at the end of the body as well", () => {
    expect(bodyOf(applyFault(reply, "glued@1"))).toContain("data: 22\ndata: 33\n\n");
    expect(bodyOf(applyFault(reply, "glued@100%"))).toContain("data: 44\ndata: 55\n\n");
    const lines = { ...reply, frames: [Buffer.from("1\n"), Buffer.from("2\n")] };
    expect(bodyOf(applyFault(lines, "glued", { transport: "jsonl" }))).toBe("12\n");
    expect(applyFault({ ...reply, frames: frames.slice(0, 1) }, "glued").frames).toEqual(frames.slice(0, 1));
  });

  test("double-end repeats the last frame of the end, and changes nothing where there is none", () => {
    const ended = { ...reply, frames: [...frames, Buffer.from("data: [DONE]")] };
    expect(bodyOf(applyFault(ended, "double-end"))).toMatch(/55\n\ndata: \[DONE\]\n\ndata: \[DONE\]$/);
    expect(applyFault(reply, "double-end")).toBe(reply);
  });

  test("errors are in the words of the wire", () => {
    const wire = findMockWire("writer-agent");
    const error = {
      message: "The server is overloaded. Please try again later.",
      type: "server_error",
      code: undefined,
    };
    expect(bodyOf(applyFault(reply, "http-503", { wire }))).toBe(JSON.stringify(wire.errorBody!(error, 503)));
    const { message, type } = { message: "The server had an error in the middle of the answer.", type: "server_error" };
    expect(bodyOf(applyFault(reply, "error-frame@1", { wire }))).toBe(
      `data: 11\n\n${wire.encodeError!({ message, type })}`,
    );
  });

  test("an error frame needs a stream: one JSON body breaks off", () => {
    const wire = findMockWire("openai-chat");
    const json = { ...reply, headers: { "content-type": "application/json" } };
    expect(applyFault(json, "error-frame", { wire, transport: "json" })).toMatchObject({ end: "lost" });
  });

  test("a redirect points back to the request, marked, and never to another host", () => {
    const location = (fault: string, url: string) => applyFault(reply, fault, { url }).headers["location"];
    expect(location("redirect", "/v1/chat?fault=redirect&rate=5")).toBe("/v1/chat?fault=redirect&rate=5&redirected=1");
    expect(location("redirect-to-login", "//evil.example/x")).toBe("/evil.example/x?redirected=login");
  });
});

describe("withFault", () => {
  const script = { chunks: frames };

  test("leaves a script alone that has no fault", () => {
    expect(withFault(script, "none")).toBe(script);
    expect(withFault(script, "redirect")).toBe(script);
  });

  test("cuts the frames of the body, however the script has cut them", () => {
    const whole = { chunks: [Buffer.concat(frames)] };
    const text = texts(withFault(whole, "error-frame@2").chunks).join("");
    expect(text).toMatch(/^data: 11\n\ndata: 22\n\nevent: error\ndata: \{"error":/);
  });

  test("waits before the head, and between frames", () => {
    const wrong = withFault({ ...script, delay: 10, headDelay: 5 }, "slow-start:20ms");
    expect(wrong.headDelay).toBe(25);
    const delays = (fault: string, delay: number) => {
      const { chunks, delay: wait } = withFault({ ...script, delay }, fault);
      return chunks.map((_, index) => (typeof wait === "function" ? wait(index) : wait));
    };
    expect(delays("slow", 10)).toEqual([100, 100, 100, 100, 100]);
    expect(delays("slow:2", 0)).toEqual([50, 50, 50, 50, 50]);
    expect(delays("stall@2:1s", 10)).toEqual([10, 10, 1010, 10, 10]);
    expect(withFault({ ...script, delay: 10 }, "buffered")).toMatchObject({ headDelay: 50 });
    expect(withFault({ ...script, delay: 10 }, "buffered").chunks).toHaveLength(1);
  });

  test("keeps the connection alive with comments", () => {
    const { chunks, end } = withFault(script, "ping-stall@2:5s");
    expect(texts(chunks).slice(0, 4)).toEqual([...texts(frames.slice(0, 2)), ": keep-alive\n\n", ": keep-alive\n\n"]);
    expect(end).toBe("open");
  });

  test("crlf comes in pieces of 7 bytes", () => {
    const { chunks } = withFault(script, "crlf");
    expect(new Set(chunks.slice(0, -1).map((chunk) => chunk.length))).toEqual(new Set([7]));
  });

  test("a refused connection is what fetch throws", async () => {
    const fetch = mockFetch(() => withFault(script, "refuse"));
    await expect(fetch("/")).rejects.toThrow(new TypeError("fetch failed"));
  });

  test("a reply that never comes ends with the abort of the request", async () => {
    const controller = new AbortController();
    const reply = mockFetch(() => withFault(script, "hang"))("/", { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(reply).rejects.toThrow("enough");
  });

  test("an unpacked body is what fetch gives", async () => {
    const response = streamResponse(withFault(script, "gzip"));
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.text()).toBe(bodyOf(reply));
  });

  test("a script that says nothing of its status and end stays so", () => {
    const broken = withFault({ chunks: frames, status: 201, end: "lost" }, "bom");
    expect(broken).toMatchObject({ status: 201, end: "lost" });
  });
});

describe("createFaultSchedule", () => {
  test("the same seed gives the same faults, in whatever order they are asked for", () => {
    const seed = Math.floor(createRandom(Number(process.env["SEED"] ?? 1))() * 1e9);
    const first = createFaultSchedule(seed);
    const again = createFaultSchedule(seed);
    const forwards = Array.from({ length: 200 }, (_, index) => first(index));
    const backwards = Array.from({ length: 200 }, (_, index) => again(199 - index)).toReversed();
    expect(forwards, `seed ${seed}`).toEqual(backwards);
    expect(forwards).not.toEqual(Array.from({ length: 200 }, (_, index) => createFaultSchedule(seed + 1)(index)));
  });

  test("meets every fault that ends by itself, at many places, and none that does not", () => {
    const faultOf = createFaultSchedule(7);
    const seen = Array.from({ length: 5000 }, (_, index) => faultOf(index));
    const ending = faults.filter(({ endless }) => !endless).map(({ name }) => name);
    expect(new Set(seen.map((text) => parseFault(text).fault.name))).toEqual(new Set(ending));
    expect(new Set(seen.filter((text) => text.startsWith("drop@"))).size).toBeGreaterThan(40);
  });

  test("keeps to the faults it is given, as they are written", () => {
    const faultOf = createFaultSchedule(1, ["http-429:1s", "cut-line@3", "drop"]);
    const seen = new Set(Array.from({ length: 300 }, (_, index) => faultOf(index).replace(/^drop@\d+%$/, "drop@…")));
    expect(seen).toEqual(new Set(["http-429:1s", "cut-line@3", "drop@…"]));
  });

  test("refuses what is no fault, at once", () => {
    expect(() => createFaultSchedule(1, ["drop", "meteor"])).toThrow(`There is no fault "meteor"`);
    expect(() => createFaultSchedule(1, [])).toThrow("at least one");
  });
});
