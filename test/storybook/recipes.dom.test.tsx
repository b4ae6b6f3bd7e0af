import { readFileSync } from "node:fs";
import { cleanup, render, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ComponentType } from "react";
import { expect, test } from "vitest";
import { ChatPanel, type ChatPanelProps } from "../../src/index.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { OwnPanel } from "../../stories/recipes/own-panel.js";
import { soon } from "../helpers/async.js";
import { createClock, createIds, numbered, type Play } from "../helpers/chat.js";
import { delta } from "../helpers/openai.js";

/** Ids that React made, by the order in which they appear: they count on through the page. */
function withoutIds(html: string): string {
  const seen: string[] = [];
  return html.replace(/(?<=")[^" ]*[_«:]r_?[\da-z]+[_»:][^" ]*(?=")/g, (id) => {
    if (!seen.includes(id)) seen.push(id);
    return `id-${seen.indexOf(id)}`;
  });
}

const plays: readonly Play[] = [
  numbered,
  () => ({ chunks: [delta("Half of")], end: "open" }),
  () => ({ chunks: ["{}"], status: 500 }),
  numbered,
];

/** What the page is, step by step, while somebody uses the panel. */
async function live(Panel: ComponentType<ChatPanelProps>): Promise<string[]> {
  const user = userEvent.setup();
  const fetch = mockFetch((request, at) => plays[Math.min(at, plays.length - 1)]!(request, at));
  const { container } = render(
    <Panel
      endpoint="https://example.test/chat"
      fetch={fetch}
      schedule={soon}
      generateId={createIds()}
      now={createClock()}
      className="mine"
      empty="Hello"
      suggestions={["What can you do?"]}
      onLoadOlder={() => {}}
      hasOlder
      announce="end"
      labels={{ placeholder: "Say it" }}
    />,
  );
  const page = within(container);
  const steps: string[] = [];
  const reach = async (status: string) => {
    await waitFor(() => expect(container.firstElementChild).toHaveAttribute("data-status", status));
    steps.push(withoutIds(container.innerHTML));
  };
  await reach("idle");
  await user.type(page.getByRole("textbox"), "One{Enter}");
  await reach("done");
  await user.type(page.getByRole("textbox"), "Two{Enter}");
  await waitFor(() => expect(container).toHaveTextContent("Half of"));
  await reach("streaming");
  await user.type(page.getByRole("textbox"), "Three{Enter}");
  await reach("streaming");
  await user.keyboard("{Escape}");
  await reach("aborted");
  await user.type(page.getByRole("textbox"), "Four{Enter}");
  await reach("error");
  await user.click(page.getAllByRole("button", { name: "Try again" }).at(-1)!);
  await reach("done");
  cleanup();
  return steps;
}

test("the panel made from public parts is ChatPanel to the last attribute, in every state", async () => {
  const [own, ours] = [await live(OwnPanel), await live(ChatPanel)];
  expect(own).toHaveLength(7);
  expect(own).toEqual(ours);
});

test("it takes less than 40 lines", () => {
  const lines = readFileSync("stories/recipes/own-panel.tsx", "utf8").trim().split("\n");
  expect(lines.length).toBeLessThan(40);
});
