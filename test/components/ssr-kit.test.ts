import { createElement, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import * as core from "../../src/core.js";
import * as kit from "../../src/index.js";
import { componentNames, kitElements, kitPage } from "../package/page/kit.mjs";

afterEach(() => {
  vi.restoreAllMocks();
});

const elements = kitElements(kit, core, createElement);

test("there is no document, and every component that is exported is tried without one", () => {
  expect([typeof document, typeof window]).toEqual(["undefined", "undefined"]);
  expect(Object.keys(elements).toSorted()).toEqual(componentNames(kit));
});

test.each(Object.entries(elements))("%s renders on a server without a complaint", (_name, element) => {
  const complain = vi.spyOn(console, "error").mockImplementation(() => {});
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  renderToString(createElement(StrictMode, null, element));
  expect([...complain.mock.calls, ...warn.mock.calls]).toEqual([]);
});

test("two renderings of the whole kit are the same, however much later and wherever the server stands", () => {
  const page = () => renderToString(kitPage(kit, core, { createElement, StrictMode }));
  const first = page();
  vi.spyOn(Date, "now").mockReturnValue(1_800_000_000_000);
  vi.stubEnv("TZ", "Pacific/Auckland");
  vi.stubEnv("LANG", "de_DE.UTF-8");
  expect(page()).toBe(first);
  vi.unstubAllEnvs();
});

test("what was said is in the page of the server", () => {
  const html = renderToString(kitPage(kit, core, { createElement, StrictMode }));
  for (const words of [
    "How is the weather?",
    "<strong>rain</strong>",
    "get_weather",
    "Half of",
    "Item 59",
    "A draft",
  ]) {
    expect(html).toContain(words);
  }
});
