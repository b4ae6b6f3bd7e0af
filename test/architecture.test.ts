import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkModules, readImports, type SourceModule } from "./helpers/import-rules.js";

const src = fileURLToPath(new URL("../src", import.meta.url));

const sources: SourceModule[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file: file.split(path.sep).join("/"), code: readFileSync(path.join(src, file), "utf8") }));

/** Modules that break no rule, for others to import. */
const good: Record<string, string> = {
  "adapters/auto/adapter.ts": `import { items } from "../items.js"; import { acme } from "../acme/adapter.js";`,
  "adapters/acme/adapter.ts": `import { sse } from "../../framing/sse.js"; import { decode } from "./decode.js"; export const acme = 1;`,
  "adapters/acme/decode.ts": `import type { Frame } from "../../protocol/frame.js";`,
  "adapters/index.ts": `export { acme } from "./acme/adapter.js";`,
  "adapters/items.ts": `import { get } from "../protocol/read.js"; import { name } from "./names.js"; export const items = 1;`,
  "adapters/json-lines/adapter.ts": `export const jsonLines = 1;`,
  "adapters/names.ts": `export const name = 1;`,
  "chat/create-chat.ts": `
    import { createRun } from "../engine/run.js";
    import { createStore } from "../store/chat-store.js";
    export const createChatWith = (options: { now?: () => number }) => (options.now ?? Date.now)();
    export const send = (options: { fetch?: typeof fetch }) => (options.fetch ?? fetch)("/");`,
  "components/chat-panel/chat-panel.tsx": `
    "use client";
    import { useEffect } from "react";
    import { useChat } from "../../hooks/use-chat.js";
    import { blocks } from "../../markdown/blocks.js";
    import type { Message } from "../../protocol/frame.js";
    type Props = Omit<object, "dangerouslySetInnerHTML">;
    export const ChatPanel = () => { useEffect(() => { setTimeout(Date.now, 1); }); return <p title={document.title} />; };`,
  "core.ts": `export { createChat } from "./defaults/create-chat.js"; export type * from "./types.js";`,
  "defaults/create-chat.ts": `
    import { createChatWith } from "../chat/create-chat.js";
    export const createChat = async () => (await import("../adapters/auto/adapter.js"));`,
  "defaults/load-auto.ts": `export const loadAuto = async () => (await import("../adapters/auto/adapter.js"));`,
  "protocol/parse-json.ts": `export const parse = (text: string): unknown => JSON.parse(text);`,
  "engine/run.ts": `
    import type { Frame } from "../protocol/frame.js";
    export const createRun = ({ now = Date.now }) => new AbortController();`,
  "engine/schedule.ts": `export const wait = (run: () => void): ReturnType<typeof setTimeout> => setTimeout(run, 2);`,
  "engine/network-error.ts": `export const isOffline = () => globalThis.navigator?.onLine === false;`,
  "framing/sse.ts": `import { createParser } from "eventsource-parser"; import type { Frame } from "../protocol/frame.js";`,
  "hooks/default-adapter.ts": `
    export { loadAuto as load } from "../defaults/load-auto.js";
    export { jsonLines } from "../adapters/json-lines/adapter.js";`,
  "hooks/use-chat.ts": `
    import { useState } from "react";
    import { useStore } from "zustand";
    import { createChatWith } from "../chat/create-chat.js";
    import { createStore } from "../store/chat-store.js";
    import { load } from "./default-adapter.js";`,
  "index.ts": `"use client"; export { ChatPanel } from "./components/chat-panel/chat-panel.js"; export type * from "./types.js";`,
  "markdown/blocks.ts": `export const blocks = 1;`,
  "protocol/frame.ts": `export interface Frame { fetch: number; setTimeout: number; text: Frame["fetch"] }`,
  "protocol/read.ts": `/** Nothing of fetch(), JSON.parse or innerHTML in a comment counts, nor in "eval(". */ export const get = "eval(1)";`,
  "store/chat-store.ts": `import { createStore } from "zustand/vanilla"; import type { Frame } from "../protocol/frame.js";`,
  "testing.ts": `export { mockFetch } from "./testing/mock-fetch.js";`,
  "testing/mock-fetch.ts": `
    import { sse } from "../framing/sse.js";
    import { createRun } from "../engine/run.js";
    export const mockFetch = () => { const fetch = () => setTimeout(JSON.parse, 1); fetch(); return { fetch }; };`,
  "testing/server/index.ts": `export { createMockServer } from "./create-mock-server.js";`,
  "testing/server/create-mock-server.ts": `
    import { createServer } from "node:http";
    import { str } from "../../protocol/read.js";
    import { mockFetch } from "../mock-fetch.js";
    import { listen } from "./listen.js";
    export const createMockServer = () => [new AbortController(), Date.now()];`,
  "testing/server/listen.ts": `export const listen = 1;`,
  "types.ts": `export type { Frame } from "./protocol/frame.js";`,
};

function check(changes: Record<string, string>): string[] {
  return checkModules(Object.entries({ ...good, ...changes }).map(([file, code]) => ({ file, code })));
}

describe("src/", () => {
  it("keeps the import table of ARCHITECTURE.md, types included, and the single owners", () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(checkModules(sources)).toEqual([]);
  });
});

describe("the import rules", () => {
  it("accept modules that keep them", () => {
    expect(check({})).toEqual([]);
  });

  it.each([
    // Edges
    [
      "protocol/a.ts",
      `import { x } from "../engine/run.js";`,
      "protocol/a.ts → engine/run.ts: protocol may import nothing",
    ],
    ["protocol/a.ts", `import "zustand";`, "protocol/a.ts → zustand: protocol may import no package"],
    ["framing/a.ts", `import type { X } from "../engine/run.js";`, "framing may import only itself and protocol"],
    ["framing/a.ts", `export type { X } from "../engine/run.js";`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `export * from "../engine/run.js";`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `export * as run from "../engine/run.js";`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `import "../engine/run.js";`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `export const x = () => import("../engine/run.js");`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `export type X = import("../engine/run.js").X;`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `export type X = typeof import("../engine/run.js");`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `import run = require("../engine/run.js");`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `export const x = require("../engine/run.js");`, "framing/a.ts → engine/run.ts"],
    ["framing/a.ts", `import type {} from "../protocol/read.js"; declare module "react" {}`, "framing/a.ts → react"],
    ["adapters/acme/a.ts", `import { x } from "../json-lines/adapter.js";`, "adapters/<format> may import only"],
    ["adapters/acme/a.ts", `import { x } from "../index.js";`, "adapters/index.ts: only entries import entries"],
    ["adapters/acme/a.ts", `import type { X } from "../../store/chat-store.js";`, "adapters/<format> may import only"],
    ["adapters/acme/a.ts", `import "eventsource-parser";`, "adapters/<format> may import no package"],
    ["adapters/a.ts", `import { x } from "./acme/adapter.js";`, "adapters/* may import only"],
    ["engine/a.ts", `import { x } from "../framing/sse.js";`, "engine may import only itself and protocol"],
    ["engine/a.ts", `import { x } from "../adapters/acme/adapter.js";`, "engine may import only itself and protocol"],
    ["store/a.ts", `import { x } from "../engine/run.js";`, "store may import only itself and protocol"],
    ["store/a.ts", `import { useStore } from "zustand";`, "store may import only the packages zustand/vanilla"],
    ["chat/a.ts", `import { x } from "../adapters/auto/adapter.js";`, "chat may import only itself and"],
    ["chat/a.ts", `import { x } from "../adapters/items.js";`, "chat may import only itself and"],
    ["chat/a.ts", `import type { ReactNode } from "react";`, "chat/a.ts → react: chat may import no package"],
    ["chat/a.ts", `import { x } from "../defaults/create-chat.js";`, "chat may import only itself and"],
    ["defaults/a.ts", `import { x } from "../hooks/use-chat.js";`, "defaults may import only itself and"],
    ["defaults/a.ts", `import { x } from "../adapters/index.js";`, "only entries import entries"],
    ["testing/a.ts", `import { x } from "../chat/create-chat.js";`, "testing may import only itself and"],
    ["testing/a.ts", `import { listen } from "./server/listen.js";`, "testing may import only itself and"],
    ["testing/a.ts", `import "node:http";`, "testing/a.ts → node:http: testing may import no package"],
    ["testing/server/a.ts", `import { x } from "../../engine/run.js";`, "testing/server may import only itself and"],
    ["testing/server/a.ts", `import { x } from "../../chat/create-chat.js";`, "testing/server may import only itself"],
    ["testing/server/a.ts", `import "express";`, "testing/server may import only the packages node:events"],
    ["testing/server/a.ts", `export const x = () => fetch("/");`, "testing/server/a.ts uses fetch"],
    ["testing/server/a.ts", `import { x } from "./index.js";`, "only entries import entries"],
    ["testing/a.ts", `export const x = Date.now();`, "testing/a.ts uses Date.now"],
    [
      "core.ts",
      `export * from "./testing/server/listen.js";`,
      "core.ts → testing/server/listen.ts: this entry works without Node",
    ],
    ["markdown/a.ts", `import type { X } from "../protocol/frame.js";`, "markdown may import nothing outside itself"],
    ["markdown/a.ts", `import "react";`, "markdown/a.ts → react: markdown may import only the packages"],
    ["hooks/a.ts", `import { x } from "../defaults/create-chat.js";`, "hooks may import only itself and"],
    ["hooks/a.ts", `import { x } from "../adapters/auto/adapter.js";`, "hooks may import only itself and"],
    ["hooks/a.ts", `import { x } from "../components/chat-panel/chat-panel.js";`, "hooks may import only itself and"],
    [
      "hooks/default-adapter.ts",
      `import { x } from "../adapters/acme/adapter.js";`,
      "hooks/default-adapter may import only",
    ],
    ["components/a.tsx", `import type { X } from "../chat/create-chat.js";`, "components may import only itself and"],
    ["components/a.tsx", `import type { X } from "../store/chat-store.js";`, "components may import only itself and"],
    ["components/a.tsx", `import { useStore } from "zustand";`, "components may import only the packages react"],
    [
      "components/item-list/a.tsx",
      `import { Virtualizer } from "virtua";`,
      "components may import only the packages react, react-dom",
    ],
    ["components/windowed.tsx", `import "zustand";`, "components/windowed may import only the packages react, virtua"],
    ["components/a.tsx", `import type { X } from "../index.js";`, "only entries import entries"],
    ["components/a.tsx", `import "headwater/core";`, "components/a.tsx → headwater/core"],
    ["components/a.tsx", `import "./styles.css";`, "components/a.tsx → ./styles.css: no such module"],
    ["engine/a.ts", `import { x } from "./missing.js";`, "engine/a.ts → ./missing.js: no such module"],
    ["engine/a.ts", `import { x } from "./run.ts";`, "engine/a.ts → ./run.ts: no such module (names end in .js)"],
    [
      "engine/a.ts",
      `export const load = (name: string) => import(name);`,
      "imports what only the running program knows",
    ],
    ["engine/a.ts", `/// <reference types="react" />`, "imports by a /// <reference> comment"],
    ["engine/a.ts", `export const x = import.meta.glob("../**");`, "engine/a.ts uses import.meta.glob"],
    ["utils/a.ts", ``, "utils/a.ts: no import rule covers this place"],
    ["utils.ts", ``, "utils.ts: no import rule covers this place"],
    ["engine/a.ts", `import {`, "engine/a.ts: "],
    // Entries
    ["core.ts", `export const x = 1;`, "core.ts: an entry contains exports and imports only"],
    ["types.ts", `export interface X {}`, "types.ts: an entry contains exports and imports only"],
    [
      "testing.ts",
      `import { x } from "./testing/mock-fetch.js"; x();`,
      "testing.ts: an entry contains exports and imports only",
    ],
    ["adapters/index.ts", `export default 1;`, "adapters/index.ts: an entry contains exports and imports only"],
    ["index.ts", `export { createStore } from "zustand";`, "index.ts → zustand: an entry exports what is ours"],
    ["core.ts", `export * from "./hooks/use-chat.js";`, "core.ts → hooks/use-chat.ts: this entry works without React"],
    [
      "types.ts",
      `export type * from "./hooks/use-chat.js";`,
      "core.ts → types.ts → hooks/use-chat.ts: this entry works",
    ],
    // Cycles
    [
      "protocol/read.ts",
      `import type { X } from "./read.js";`,
      "protocol/read.ts → protocol/read.ts: modules must not",
    ],
    [
      "protocol/frame.ts",
      `import type { X } from "../adapters/acme/decode.js";`,
      "modules must not import each other in a circle",
    ],
    // Owners
    [
      "hooks/a.ts",
      `export const x = () => fetch("/");`,
      "hooks/a.ts uses fetch: requests are made in chat/ and engine/run",
    ],
    ["hooks/a.ts", `export const x = ({ fetch = globalThis.fetch }) => fetch;`, "hooks/a.ts uses globalThis.fetch"],
    ["engine/a.ts", `export const x = { fetch };`, "engine/a.ts uses fetch"],
    ["engine/a.ts", `export class A { f = fetch; }`, "engine/a.ts uses fetch"],
    ["components/a.tsx", `export const x = new AbortController();`, "components/a.tsx uses AbortController"],
    ["testing/a.ts", `export const x = () => window["fetch"]("/");`, "testing/a.ts uses window.fetch"],
    [
      "adapters/acme/a.ts",
      `export const x = JSON.parse("1");`,
      "adapters/acme/a.ts uses JSON.parse: JSON is parsed in",
    ],
    ["hooks/a.ts", `export const x = (text: string) => [text].map(JSON.parse);`, "hooks/a.ts uses JSON.parse"],
    ["chat/a.ts", `export const x = (response: Response) => response.json();`, "chat/a.ts uses .json()"],
    [
      "chat/a.ts",
      `export const x = setTimeout(() => {}, 1);`,
      "chat/a.ts uses setTimeout: below hooks/, timers belong",
    ],
    ["store/a.ts", `export const x = globalThis.setInterval;`, "store/a.ts uses globalThis.setInterval"],
    ["engine/a.ts", `requestAnimationFrame(() => {}); export {};`, "engine/a.ts uses requestAnimationFrame"],
    ["chat/a.ts", `export const x = Date.now();`, "chat/a.ts uses Date.now: below hooks/, the clock is an option"],
    ["chat/a.ts", `export const x = (now: number) => now > 1 || Date.now();`, "chat/a.ts uses Date.now"],
    ["store/a.ts", `export const x = ({ now = Date.now }) => now;`, "store/a.ts uses Date.now"],
    ["engine/a.ts", `export const x = new Date();`, "engine/a.ts uses new Date()"],
    ["engine/a.ts", `export const x = performance.now();`, "engine/a.ts uses performance.now"],
    ["chat/a.ts", `export const x = document.hidden;`, "chat/a.ts uses document: below hooks/, nothing knows the page"],
    ["store/a.ts", `export const x = window.localStorage;`, "store/a.ts uses window.localStorage"],
    ["chat/a.tsx", `export const x = <p />;`, "chat/a.tsx uses JSX: nothing below hooks/ knows React"],
    ["chat/a.ts", `export type X = React.ReactNode;`, "chat/a.ts uses React: nothing below hooks/ knows React"],
    ["hooks/a.ts", `export const x = crypto.randomUUID();`, "hooks/a.ts uses randomUUID: crypto.randomUUID is missing"],
    [
      "components/a.tsx",
      `export const x = <p dangerouslySetInnerHTML={{ __html: "" }} />;`,
      "uses dangerouslySetInnerHTML: text",
    ],
    [
      "components/a.tsx",
      `export const x = { dangerouslySetInnerHTML: { __html: "" } };`,
      "uses dangerouslySetInnerHTML",
    ],
    ["hooks/a.ts", `export const x = (node: Element) => { node.innerHTML = ""; };`, "hooks/a.ts uses innerHTML"],
    ["hooks/a.ts", `export const x = (node: Element) => { node["innerHTML"] = ""; };`, "hooks/a.ts uses innerHTML"],
    ["engine/a.ts", `export const x = eval("1");`, "engine/a.ts uses eval: text from a stream never becomes code"],
    ["engine/a.ts", `export const x = (0, eval)("1");`, "engine/a.ts uses eval"],
    ["engine/a.ts", `export const x = new Function("1");`, "engine/a.ts uses Function"],
    ["engine/a.ts", `export const x = Function("1");`, "engine/a.ts uses Function"],
  ])("report %s with %s", (file, code, message) => {
    const found = check({ [file]: code });
    expect(found.filter((violation) => violation.includes(message))).toHaveLength(1);
  });

  it("name the whole circle, once", () => {
    expect(
      check({
        "engine/a.ts": `import type { B } from "./b.js";`,
        "engine/b.ts": `export const load = () => import("./c.js");`,
        "engine/c.ts": `export * from "./a.js";`,
      }),
    ).toEqual([
      "engine/a.ts → engine/b.ts → engine/c.ts → engine/a.ts: modules must not import each other in a circle, types included",
    ]);
  });
});

describe("readImports", () => {
  it("reads JavaScript as well", () => {
    const code = `import "a"; export * from "b"; const c = await import("c"); export { c };`;
    expect(readImports({ file: "x.js", code })).toEqual(["a", "b", "c"]);
  });
});
