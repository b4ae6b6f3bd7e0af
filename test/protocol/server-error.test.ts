import { describe, expect, test } from "vitest";
import { isErrorBody, serverError } from "../../src/protocol/server-error.js";

describe("the server's words", () => {
  test.for([
    ["OpenAI", { error: { message: "No", type: "t", param: "p", code: "c" } }, "No", "c", "t", "p"],
    ["a numeric code (OpenRouter)", { error: { message: "No", code: 402 } }, "No", "402", undefined, undefined],
    ["an error of text", { error: "No" }, "No", undefined, undefined, undefined],
    [
      "an error inside a frame of the type error (Anthropic)",
      { type: "error", error: { type: "t", message: "No" } },
      "No",
      undefined,
      "t",
      undefined,
    ],
    ["a flat error frame", { message: "No", type: "t", code: "c" }, "No", "c", "t", undefined],
    [
      "Writer",
      {
        tpe: "fail",
        errors: [
          { description: "One", key: "k" },
          { description: "Two", key: "l" },
        ],
        extras: {},
      },
      "One; Two",
      "k",
      "fail",
      undefined,
    ],
    ["Xano", { code: "ERROR_CODE_X", message: "No", payload: "" }, "No", "ERROR_CODE_X", undefined, undefined],
    ["FastAPI with a text", { detail: "Not Found" }, "Not Found", undefined, undefined, undefined],
    ["FastAPI with an object", { detail: { message: "No", code: "c" } }, "No", "c", undefined, undefined],
    [
      "FastAPI with a list",
      { detail: [{ type: "missing", loc: ["body", 0, "name"], msg: "Field required" }] },
      "Field required",
      "missing",
      undefined,
      "body.0.name",
    ],
    ["a text that is not JSON", "Rate limited", "Rate limited", undefined, undefined, undefined],
  ] as const)("of %s are read", ([, json, message, serverCode, serverType, param]) => {
    const error = serverError("server", json);
    expect([error.message, error.serverCode, error.serverType, error.param]).toEqual([
      message,
      serverCode,
      serverType,
      param,
    ]);
  });

  test.for<[string, unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["a list", []],
    ["an empty text", ""],
    ["an empty object", {}],
    ["an error without members", { error: {} }],
    ["an empty message", { error: { message: "" } }],
    ["a message that is no text", { error: { message: { en: "No" } } }],
    ["true", { error: true }],
    ["an empty list of details", { detail: [] }],
    ["errors without descriptions", { tpe: "fail", errors: [{}, null] }],
    ["an empty msg", { msg: "" }],
  ])("are replaced by ours when there are none: %s", ([, json]) => {
    expect(serverError("server", json, {}, "Our words.").message).toBe("Our words.");
    expect(serverError("server", json).message).toMatch(/^The server reported an error/);
  });

  test("keep the evidence of the reply's head", () => {
    const error = serverError("http", { error: "x" }, { status: 503, contentType: "application/json", retryAfter: 9 });
    expect(error).toMatchObject({ code: "http", status: 503, contentType: "application/json", retryAfter: 9 });
  });
});

describe("whether a retry can help", () => {
  test.for([
    [408, true],
    [409, true],
    [425, true],
    [429, true],
    [500, true],
    [502, true],
    [529, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [413, false],
    [422, false],
  ] as const)("status %i: %s", ([status, retryable]) => {
    expect(serverError("http", {}, { status }).retryable).toBe(retryable);
  });

  test.for([
    "billing_error",
    "budget_exceeded",
    "insufficient_quota",
    "content_filter",
    "invalid_request_error",
    "invalid_api_key",
    "authentication_error",
    "permission_denied",
    "model_not_found",
    "Billing_Hard_Limit",
  ])("not with the cause %s, whatever the status", (cause) => {
    expect(serverError("http", { error: { type: cause } }, { status: 429 }).retryable).toBe(false);
    expect(serverError("http", { error: { code: cause } }, { status: 503 }).retryable).toBe(false);
  });

  test.for([
    ["an error frame without a code may pass", { error: { message: "x" } }, true],
    ["a number as code counts as a status: 402 will not pass", { error: { code: 402 } }, false],
    ["a number as code counts as a status: 502 may pass", { error: { code: 502 } }, true],
    ["a number as text counts too", { error: { code: "429" } }, true],
    ["a number that is no status does not", { error: { code: 1302 } }, true],
    ["a number below 400 does not", { error: { code: 200 } }, true],
    ["a word does not", { error: { code: "overloaded" } }, true],
  ] as const)("without a status: %s", ([, json, retryable]) => {
    expect(serverError("server", json).retryable).toBe(retryable);
  });

  test("the status of the reply beats a number in the body", () => {
    expect(serverError("http", { error: { code: 502 } }, { status: 400 }).retryable).toBe(false);
  });
});

test.for([
  [{ error: { message: "x" } }, true],
  [{ error: "x" }, true],
  [{ tpe: "fail", errors: [] }, true],
  [{ error: null }, false],
  [{ error: false }, false],
  [{ error: [] }, false],
  [{ message: "x" }, false],
  [{ detail: "x" }, false],
  ["error", false],
  [null, false],
  [undefined, false],
  [[], false],
] as const)("%j can only be an error: %s", ([json, isError]) => {
  expect(isErrorBody(json)).toBe(isError);
});
