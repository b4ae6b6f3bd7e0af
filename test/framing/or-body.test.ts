import { describe, expect, test } from "vitest";
import { jsonLines } from "../../src/framing/json-lines.js";
import { jsonBody } from "../../src/framing/json-body.js";
import { orBody } from "../../src/framing/or-body.js";
import { sse } from "../../src/framing/sse.js";
import { cutFrames, textCuts } from "../helpers/frames.js";

const events = orBody(sse);
const lines = orBody(jsonLines, jsonBody);

describe("declared Server-Sent Events", () => {
  test.for([
    ["events are events, also under the name of JSON", "data: 1\n\n", "application/json", [{ data: "1" }]],
    ["a comment first is an event stream", ": ping\n\ndata: 1\n\n", "text/event-stream", [{ data: "1" }]],
    [
      "an object is a whole body, whatever its name",
      '{"a":1}',
      "text/event-stream",
      [{ data: '{"a":1}', whole: true }],
    ],
    ["a list is a whole body", "[1]", "", [{ data: "[1]", whole: true }]],
    ["blanks before an object do not count", '\n\n {"a":1}', "", [{ data: '{"a":1}', whole: true }]],
    ["nothing has no frames", "", "", []],
    ["blanks have no frames", "\n\n", "", []],
  ] as const)("%s", ([, body, contentType, frames]) => {
    for (const pieces of textCuts(body)) {
      expect(cutFrames(events, pieces, contentType), JSON.stringify(pieces)).toEqual({ frames, complete: true });
    }
  });
});

describe("declared lines of JSON", () => {
  test.for([
    ["an object is a line", '{"a":1}\n', "application/jsonl", [{ data: '{"a":1}', line: 1 }]],
    ["an object without content type is a line", '{"a":1}\n', "", [{ data: '{"a":1}', line: 1 }]],
    [
      "a reply that calls itself JSON is a whole body",
      '{"a":1}\n',
      "application/json",
      [{ data: '{"a":1}', whole: true }],
    ],
    ["so is one of a type with the suffix +json", "[1]", "application/vnd.api+json", [{ data: "[1]", whole: true }]],
    [
      "scalars are lines",
      '"a"\n1\n',
      "application/x-ndjson",
      [
        { data: '"a"', line: 1 },
        { data: "1", line: 2 },
      ],
    ],
    ["true, false and null are lines", "true\n", "", [{ data: "true", line: 1 }]],
  ] as const)("%s", ([, body, contentType, frames]) => {
    for (const pieces of textCuts(body)) {
      expect(cutFrames(lines, pieces, contentType), JSON.stringify(pieces)).toEqual({ frames, complete: true });
    }
  });

  test.for(["data: 1\n\n", "event: x\n", "id: 1\n", "retry: 1\n", ": ping\n\n"])(
    "Server-Sent Events are refused: %j",
    (body) => {
      expect(() => cutFrames(lines, [body], "text/event-stream")).toThrow(
        expect.objectContaining({
          code: "unexpected-response",
          message: expect.stringContaining("Server-Sent Events"),
        }),
      );
    },
  );
});

describe.for([
  ["events", events],
  ["lines", lines],
] as const)("%s", ([, framing]) => {
  test.for([
    ["text/html", ""],
    ["application/xhtml+xml", ""],
    ["", "<!doctype html>"],
    ["", " \n<html>"],
  ])("a page is refused (%s)", ([contentType, body]) => {
    expect(() => cutFrames(framing, [body!], contentType)).toThrow(
      expect.objectContaining({ code: "unexpected-response", message: expect.stringContaining("an HTML page") }),
    );
  });

  test.for([
    "image/png",
    "audio/mpeg",
    "video/mp4",
    "font/woff2",
    "application/pdf",
    "application/zip",
    "application/gzip",
  ])("a reply of the type %s is refused before its body", (contentType) => {
    expect(() => cutFrames(framing, [], contentType)).toThrow(
      expect.objectContaining({ code: "unexpected-response", message: expect.stringContaining(contentType) }),
    );
  });
});
