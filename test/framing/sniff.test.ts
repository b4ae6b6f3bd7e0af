import { describe, expect, test } from "vitest";
import { jsonBody } from "../../src/framing/json-body.js";
import { jsonLines } from "../../src/framing/json-lines.js";
import { plainText } from "../../src/framing/plain-text.js";
import { sniff } from "../../src/framing/sniff.js";
import { sse } from "../../src/framing/sse.js";
import type { Frame } from "../../src/protocol/frame.js";
import { cutFrames, textCuts } from "../helpers/frames.js";

const framing = sniff({ sse, jsonLines, jsonBody, plainText });

function kindOf({ whole, plain, line }: Frame): string {
  return whole ? "body" : plain ? "text" : line === undefined ? "sse" : "lines";
}

const table: readonly (readonly [contentType: string, body: string, kind: string])[] = [
  ["text/event-stream", "data: 1\n\n", "sse"],
  ["text/event-stream", ": ping\n\ndata: 1\n\n", "sse"],
  ["text/event-stream", "event: x\ndata: 1\n\n", "sse"],
  ["text/event-stream", "unknown: x\ndata: 1\n\n", "sse"],
  ["text/event-stream", '{"error":"x"}', "body"],
  ["text/event-stream", "[1]", "body"],
  ["text/event-stream", '{"a":1}\n{"a":2}\n', "lines"],
  ["application/jsonl", "1\n", "lines"],
  ["application/x-ndjson", '{"a":1}\n', "lines"],
  ["application/x-jsonlines", '"a"\n', "lines"],
  ["application/stream+json", "[1]\n", "lines"],
  ["application/jsonl", "data: 1\n\n", "lines"],
  ["application/json", "data: 1\n\n", "sse"],
  ["application/json", "event: x\ndata: 1\n\n", "sse"],
  ["application/json", ": ping\n\ndata: 1\n\n", "sse"],
  ["application/json", '{"a":1}', "body"],
  ["application/json", "\n\n[1]", "body"],
  ["application/json", '"data: x"', "body"],
  ["application/json", "42", "body"],
  ["application/json", "true", "body"],
  ["application/json", "null", "body"],
  ["application/problem+json", '{"a":1}', "body"],
  ["", "data: 1\n\n", "sse"],
  ["", "id: 1\ndata: 1\n\n", "sse"],
  ["", "retry: 1\ndata: 1\n\n", "sse"],
  ["", '{"a":1}\n{"a":2}\n', "lines"],
  ["", "Hello", "text"],
  ["application/octet-stream", "data: 1\n\n", "sse"],
  ["application/octet-stream", '{"a":1}\n', "lines"],
  ["text/plain", "Hello", "text"],
  ["text/plain", "data: 1\n\n", "sse"],
  ["text/plain", '{"a":1}', "text"],
  ["text/plain", "date and time", "text"],
  ["text/plain", "<html> is a tag", "text"],
  ["text/plain", "dat", "text"],
  ["text/plain", "event", "text"],
  ["", "i", "text"],
  ["application/json", "r", "body"],
];

test.for(table)("%s beginning with %j is read as %s, wherever the text is cut", ([contentType, body, kind]) => {
  for (const pieces of textCuts(body)) {
    const { frames, complete } = cutFrames(framing, pieces, contentType);
    expect(new Set(frames.map(kindOf)), JSON.stringify(pieces)).toEqual(new Set([kind]));
    expect(complete).toBe(true);
  }
});

test("nothing of the text is lost while the kind is not known", () => {
  for (const pieces of textCuts("\n  dat it is")) {
    const { frames } = cutFrames(framing, pieces, "text/plain");
    expect(frames.map(({ data }) => data).join("")).toBe("\n  dat it is");
  }
});

test("blank lines before events do not hide them", () => {
  for (const pieces of textCuts("\r\n\ndata: 1\n\n")) {
    expect(cutFrames(framing, pieces, "application/json").frames).toEqual([{ data: "1" }]);
  }
});

test("one character decides between events and JSON: nothing waits for the second", () => {
  const seen: Frame[] = [];
  const parser = framing.createParser((frame) => seen.push(frame), { status: 200, contentType: "text/plain" });
  parser.push("H");
  expect(seen).toEqual([{ data: "H", plain: true }]);
});

test("a body of nothing has no frames and a clean end", () => {
  for (const body of ["", " ", "\n\n"]) {
    expect(cutFrames(framing, [body], "text/event-stream")).toEqual({ frames: [], complete: true });
  }
});

describe("replies of the wrong kind", () => {
  test.for([
    ["text/html", "Hello"],
    ["application/xhtml+xml", ""],
    ["", "<!DOCTYPE html><title>x</title>"],
    ["application/json", "<html lang=en>"],
    ["text/event-stream", "\n <HTML>"],
  ])("a page is refused (%s %j), wherever the text is cut", ([contentType, body]) => {
    for (const pieces of textCuts(body!)) {
      expect(() => cutFrames(framing, pieces, contentType)).toThrow(
        expect.objectContaining({ code: "unexpected-response", message: expect.stringContaining("an HTML page") }),
      );
    }
  });

  test("a picture is refused before its body", () => {
    expect(() => cutFrames(framing, [], "image/png")).toThrow("image/png");
  });
});
