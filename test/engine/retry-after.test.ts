import { expect, test } from "vitest";
import { retryAfter } from "../../src/engine/retry-after.js";

const now = Date.UTC(2026, 0, 1);
const month = 31 * 24 * 60 * 60 * 1000;

test.for<[string, Record<string, string>, number | undefined]>([
  ["seconds", { "retry-after": "12" }, 12_000],
  ["parts of seconds", { "retry-after": "0.5" }, 500],
  ["zero", { "retry-after": "0" }, 0],
  ["milliseconds", { "retry-after-ms": "250" }, 250],
  ["milliseconds before seconds", { "retry-after-ms": "250", "retry-after": "12" }, 250],
  ["seconds when the milliseconds are nonsense", { "retry-after-ms": "soon", "retry-after": "12" }, 12_000],
  ["a date to come", { "retry-after": new Date(now + 30_000).toUTCString() }, 30_000],
  ["a date in the past", { "retry-after": new Date(now - 30_000).toUTCString() }, 0],
  ["negative seconds", { "retry-after": "-5" }, 0],
  ["a hundred years", { "retry-after": "3153600000" }, month],
  ["infinity", { "retry-after": "Infinity" }, month],
  ["a date in the far future", { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }, month],
  ["nonsense", { "retry-after": "soon" }, undefined],
  ["an empty value", { "retry-after": "" }, undefined],
  ["an empty value in milliseconds", { "retry-after-ms": " " }, undefined],
  ["nothing", {}, undefined],
])("retry-after: %s", ([, headers, wait]) => {
  expect(retryAfter(new Headers(headers), now)).toBe(wait);
});

test("a date is measured against the clock of this machine", () => {
  const wait = retryAfter(new Headers({ "retry-after": new Date(Date.now() + 100_000).toUTCString() }));
  expect(wait).toBeGreaterThan(90_000);
  expect(wait).toBeLessThanOrEqual(100_000);
});
