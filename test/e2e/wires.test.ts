import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Expected } from "../helpers/recordings.js";
import { eventually } from "./helpers/playground.js";
import { withPlayground } from "./helpers/with-playground.js";

const adapters = new URL("../../src/adapters/", import.meta.url);

/** What is played of each wire. */
const recordings: Readonly<Record<string, string>> = {
  "ag-ui": "tools-langgraph.sse",
  "ai-sdk-ui": "tools-two-steps.sse",
  anthropic: "web-search.sse",
  gemini: "grounding.sse",
  "json-lines": "plumbus.jsonl",
  langgraph: "agent-tools.sse",
  ollama: "chat.ndjson",
  "openai-chat": "reasoning-vllm.sse",
  "openai-completions": "story.sse",
  "openai-responses": "built-in-tools.sse",
  "plain-text": "basic.txt",
  "sse-items": "items.sse",
  twelvelabs: "intermediate-outputs.sse",
  "twelvelabs-analyze": "analyze.ndjson",
  "writer-agent": "stages.sse",
  "writer-chat": "graph-tool.sse",
  "writer-completions": "basic.sse",
  "writer-graph": "question.sse",
  xano: "poem.raw.sse",
};

const { open } = withPlayground();

test("every wire is played", () => {
  const wires = readdirSync(adapters).filter((name) => existsSync(new URL(`${name}/recordings`, adapters)));
  expect(Object.keys(recordings)).toEqual(wires.toSorted());
});

test.for(Object.entries(recordings))("%s can be chosen and shows the answer of %s", async ([wire, name]) => {
  const file = new URL(`${wire}/recordings/${name}.expected.json`, adapters);
  const { result } = JSON.parse(readFileSync(file, "utf8")) as Expected;
  const { page, answer, ask, control, settles } = await open({ rate: 0 });
  await control("Wire").selectOption(`${wire}/${name}`);
  await ask("Play it.");
  await settles("done");

  const shown = async (type: string) => answer.locator(`[data-part="${type}"]`).allTextContents();
  // Marks of Markdown and addresses of links are no words, nor are hosts that a link says it leads to.
  await answer
    .locator(".hw-cite > a:not([data-words])")
    .evaluateAll((marks) => marks.forEach((mark) => mark.replaceChildren()));
  await answer.locator(".hw-md-host").evaluateAll((hosts) => hosts.forEach((host) => host.replaceChildren()));
  const words = (text: string) => text.replaceAll(/^\d+\. |\]\([^)]*\)/gm, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  // The text of items that are texts is these items.
  expect(words((await shown("text")).join(" "))).toEqual(result.items === undefined ? words(result.text) : []);
  const items = result.items ?? [];
  const read = (item: string, index: number) =>
    typeof items[index] === "string" ? item : (JSON.parse(item) as unknown);
  expect((await shown("item")).map(read)).toEqual(items);
  expect(await answer.locator(".hw-stages li[data-status]").count()).toBeGreaterThanOrEqual(result.stages.length);
  const sources = answer.locator(".hw-evidence", { hasText: /^Sources/ }).locator("li[data-kind]");
  expect(await sources.count()).toBe(result.sources.length);
  // Nothing is wider than the page.
  await eventually(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
});
