import { describe, expect, test } from "vitest";
import { evidence, headOf, httpError } from "../../src/engine/reply.js";

function reply(status: number, headers: Record<string, string> = {}, statusText: string = ""): Response {
  return new Response(null, { status, headers, statusText });
}

test.for([
  ["text/event-stream", "text/event-stream"],
  ["Text/Event-Stream; charset=UTF-8", "text/event-stream"],
  [" application/json ;charset=utf-8", "application/json"],
  ["", ""],
] as const)("the content type %j is read as %j", ([sent, read]) => {
  expect(headOf(reply(200, { "content-type": sent }))).toEqual({ status: 200, contentType: read });
});

test("a reply without a content type has an empty one", () => {
  expect(headOf(reply(201))).toEqual({ status: 201, contentType: "" });
});

describe("the evidence of a failure", () => {
  test("is status, type as sent, beginning of the body and the wait that the server asks for", () => {
    const response = reply(503, { "content-type": "Text/Plain; charset=x", "retry-after": "3" });
    expect(evidence(response, "b".repeat(600))).toEqual({
      status: 503,
      contentType: "Text/Plain; charset=x",
      bodySample: "b".repeat(500),
      retryAfter: 3_000,
    });
  });

  test("leaves out what was not there", () => {
    expect(evidence(reply(500), "")).toEqual({ status: 500 });
  });
});

describe("the error of a status outside 200–299", () => {
  test.for([
    ["speaks the server's words", '{"error":{"message":"No such model","code":"x"}}', "No such model"],
    ["speaks a short text as it is", "Internal Server Error\n", "Internal Server Error"],
    ["speaks a JSON text as it is", '"Busy"', "Busy"],
    ["never shows a page", "<html><h1>502</h1></html>", "The server answered 502 Bad Gateway with an HTML page."],
    [
      "never shows a page after blanks",
      "\n  <!doctype html>",
      "The server answered 502 Bad Gateway with an HTML page.",
    ],
    ["speaks a text that is just short enough", "x".repeat(500), "x".repeat(500)],
    ["never shows a long text", "x".repeat(501), "The server answered 502 Bad Gateway."],
    ["says the status when the body says nothing", "", "The server answered 502 Bad Gateway."],
    ["says the status when JSON says nothing", "{}", "The server answered 502 Bad Gateway."],
    ["says the status when JSON is null", "null", "The server answered 502 Bad Gateway."],
  ] as const)("%s", ([, body, message]) => {
    const error = httpError(reply(502, {}, "Bad Gateway"), body);
    expect([error.code, error.status, error.message]).toEqual(["http", 502, message]);
  });

  test("says a status without a reason phrase without a blank", () => {
    expect(httpError(reply(429), "").message).toBe("The server answered 429.");
  });

  test("keeps the beginning of a page as evidence", () => {
    const body = `<html>${"x".repeat(1_000_000)}`;
    const error = httpError(reply(502), body);
    expect(error.bodySample).toBe(body.slice(0, 500));
    expect(error.message.length).toBeLessThan(100);
  });
});
