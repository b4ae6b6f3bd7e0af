import { afterEach, expect, test, vi } from "vitest";
import { networkError } from "../../src/engine/network-error.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

const cause = new TypeError("Failed to fetch");

test("a lost connection is worth a retry and keeps its cause", () => {
  vi.stubGlobal("navigator", { onLine: true });
  expect(networkError("Lost.", { cause })).toMatchObject({ code: "network", message: "Lost.", retryable: true, cause });
  expect(networkError("Lost.", {}).offline).toBeUndefined();
});

test("a device without network says so", () => {
  vi.stubGlobal("navigator", { onLine: false });
  expect(networkError("Lost.", {})).toMatchObject({ message: "Lost. The device is offline.", offline: true });
});

test("a platform that does not know is taken to be online", () => {
  vi.stubGlobal("navigator", undefined);
  expect(networkError("Lost.", {})).toMatchObject({ message: "Lost.", offline: undefined });
});
