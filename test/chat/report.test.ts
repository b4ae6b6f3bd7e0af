import { afterEach, expect, test, vi } from "vitest";
import { callBack } from "../../src/chat/report.js";
import { nextTask } from "../helpers/async.js";
import { collectReported } from "../helpers/reported.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a callback gets its arguments", () => {
  const callback = vi.fn<(a: number, b: string) => void>();
  callBack(callback, 1, "b");
  expect(callback.mock.calls).toEqual([[1, "b"]]);
});

test("no callback is fine", () => {
  expect(() => callBack(undefined)).not.toThrow();
});

test("what a callback throws does not reach the caller, but is reported as uncaught", async () => {
  const reported = collectReported();
  const error = new Error("in the application");
  callBack(() => {
    throw error;
  });
  expect(reported).toEqual([]);
  await nextTask();
  expect(reported).toEqual([error]);
});
