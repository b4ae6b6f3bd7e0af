import { act } from "@testing-library/react";
import { createElement, StrictMode } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import * as core from "../../src/core.js";
import * as kit from "../../src/index.js";
import { kitElements } from "../package/page/kit.mjs";

let root: Root | undefined;

afterEach(() => {
  act(() => root?.unmount());
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

/** What React found different, or complained of, when it took over a page of a server. */
async function hydrate(name: string, change = (html: string) => html): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  vi.spyOn(console, "error").mockImplementation((...words) => found.push(words));
  const onServer = kitElements(kit, core, createElement)[name];
  document.body.innerHTML = change(renderToString(createElement(StrictMode, null, onServer)));
  const inBrowser = kitElements(kit, core, createElement)[name];
  await act(async () => {
    root = hydrateRoot(document.body, createElement(StrictMode, null, inBrowser), {
      onRecoverableError: (error) => found.push(error),
    });
  });
  return found;
}

test.each(Object.keys(kitElements(kit, core, createElement)))(
  "%s is taken over as the server made it",
  async (name) => {
    expect(await hydrate(name)).toEqual([]);
  },
);

test("a server that made something else is noticed", async () => {
  expect(await hydrate("Markdown", (html) => html.replace("rain", "snow"))).not.toEqual([]);
});
