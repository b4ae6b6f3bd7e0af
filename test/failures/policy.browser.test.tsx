import { cleanup, configure, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { ChatPanel } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { answer, delta } from "../helpers/openai.js";
import { createFeed } from "./feed.js";

// An end to waiting on busy machines, not a measure.
configure({ asyncUtilTimeout: 20_000 });

afterEach(cleanup);

/** A policy can be added to a page, never be taken away: this file has its page for itself. */
const policy = [
  "style-src-attr 'none'",
  "script-src-attr 'none'",
  "img-src data:",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

test("a panel lives under a strict Content-Security-Policy with Trusted Types, through a whole conversation", async () => {
  const violations: string[] = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, sample }) =>
    violations.push(`${violatedDirective} ${sample}`),
  );
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = policy;
  document.head.append(meta);
  const told = () => new Promise((resolve) => setTimeout(resolve));

  // The policy is in force: what it forbids is seen here.
  const probe = document.createElement("p");
  probe.setAttribute("style", "color: red");
  expect(() => (probe.innerHTML = "<b>x</b>")).toThrow(/TrustedHTML/);
  await waitFor(() => expect(violations).toHaveLength(2));
  violations.length = 0;

  const user = userEvent.setup();
  const feed = createFeed();
  const hostile = `<p style="color:red" onclick="alert(1)">x</p><img src="https://attacker.example/a.png">`;
  const messages = [
    createMessage("q", "user", { parts: [{ type: "text", text: hostile }] }),
    createMessage("a", "assistant", {
      parts: [
        { type: "reasoning", text: hostile },
        { type: "text", text: hostile },
        { type: "tool-call", toolCallId: "c", name: "search", arguments: "{}" },
        { type: "tool-result", toolCallId: "c", result: hostile },
        { type: "file", mediaType: "image/png", url: "https://attacker.example/a.png", name: "a.png" },
        { type: "item", value: { a: hostile } },
      ],
      sources: [{ id: "s", kind: "web", url: "https://example.com" }],
    }),
  ];
  render(<ChatPanel endpoint="/chat" adapter={openaiChat} fetch={feed.fetch} messages={messages} />);
  const say = (text: string) => user.type(screen.getByRole("textbox"), `${text}{Enter}`);
  const isLast = (status: string) =>
    waitFor(() => expect(screen.getAllByRole("article").at(-1)!.dataset["status"]).toBe(status));
  await say("Two{Shift>}{Enter}{/Shift}lines");
  await waitFor(() => expect(feed.fetch.requests).toHaveLength(1));
  for (const piece of answer(hostile)) feed.say(piece);
  await isLast("done");
  await say("Again");
  await waitFor(() => expect(feed.fetch.requests).toHaveLength(2));
  feed.say(delta("Half"));
  await say("Waits");
  await user.click(screen.getByRole("button", { name: "Take back" }));
  await user.click(screen.getByRole("button", { name: "Stop" }));
  await isLast("aborted");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(feed.fetch.requests).toHaveLength(3));
  feed.lose();
  await isLast("error");
  await told();
  expect(violations).toEqual([]);
});
