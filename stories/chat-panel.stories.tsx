import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect, fireEvent, within } from "storybook/test";
import { ChatPanel, messageText, type PartProps, type ToolCallPart } from "../src/index.js";
import { ar } from "../src/labels/ar.js";
import { de } from "../src/labels/de.js";
import { requestsOf } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { arabicConversation, hebrewConversation, longConversation } from "./lib/messages.js";
import { hold, recorded, replay } from "./lib/replay.js";
import { answer as scriptedAnswer, lines, silence, unreachable } from "./lib/scripted.js";

const meta: Meta<typeof ChatPanel> = {
  title: "Kit/ChatPanel",
  component: ChatPanel,
  args: { endpoint: "/api/chat" },
  parameters: {
    frame: "panel",
    question: "Tell me a story about an API gateway.",
    docs: {
      description: {
        component:
          "A whole chat with one endpoint. Every story plays a recorded reply through the real pipeline; the toolbar sets " +
          "how fast. On this page the question is asked when a story comes into view.",
      },
    },
  },
};
export default meta;

type Story = StoryObj<typeof ChatPanel>;

const story = "openai-chat/aisix-story.sse";
const firstWords = /^Once, at the edge of a busy cluster/;
const lastWords = /opened its port for the morning\./;
const half = recorded(story, { share: 0.5, end: "open" });

/** Nothing asked yet. */
export const Empty: Story = {
  args: { fetch: replay(story) },
  parameters: { question: "" },
  play: async (context) => {
    const { canvas, submit, input } = drive(context);
    await expect(canvas.getByText("How can I help?")).toBeVisible();
    await expect(submit()).toHaveAccessibleName("Send");
    await expect(canvas.getByRole("region", { name: "Conversation" })).toHaveAttribute("data-status", "idle");
    await expect(input()).not.toHaveFocus();
  },
};

/** The server has taken the request and says nothing yet. */
export const Submitted: Story = {
  args: { fetch: replay(silence) },
  play: async (context) => {
    const { canvas, ask, reaches, submit } = drive(context);
    await ask();
    await reaches("submitted");
    await expect(submit()).toHaveAccessibleName("Stop");
    await until(() => expect(canvas.getByRole("status")).toHaveTextContent("Waiting for the answer"));
  },
};

/** Half of the answer is here and the connection stays open. */
export const Streaming: Story = {
  args: { fetch: replay(half) },
  play: async (context) => {
    const { canvas, ask, reaches, shows, answer, input } = drive(context);
    await ask();
    await reaches("streaming");
    await shows(/shouting the same idempotency key/);
    await expect(answer()).toHaveAttribute("aria-busy", "true");
    await expect(canvas.getByRole("status")).toHaveTextContent("Answering");
    await expect(input()).toHaveFocus();
  },
};

/** The answer is complete. */
export const Done: Story = {
  args: { fetch: replay(story) },
  play: async (context) => {
    const { canvas, ask, reaches, answer, input, submit } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer()).toHaveTextContent(firstWords);
    await expect(answer()).toHaveTextContent(lastWords);
    await expect(canvas.getByRole("status")).toHaveTextContent("Answer finished");
    await expect(canvas.getByRole("log")).toHaveAttribute("aria-busy", "false");
    await expect(input()).toHaveValue("");
    await expect(input()).toHaveFocus();
    await expect(submit()).toHaveAccessibleName("Send");
  },
};

/** The second question takes the conversation so far with it. */
export const SecondQuestion: Story = {
  args: { fetch: replay("openai-chat/nonstream.json", "openai-chat/keepalive.sse") },
  play: async (context) => {
    const { ask, reaches, answers } = drive(context);
    await ask();
    await reaches("done");
    await ask("And how did it work?");
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("done");
    await expect(requestsOf(context)[1]?.body).toMatchObject({
      messages: [
        { role: "user", content: "Tell me a story about an API gateway." },
        { role: "assistant", content: "Once there was a small API gateway named Pip." },
        { role: "user", content: "And how did it work?" },
      ],
    });
  },
};

/** Cut after every byte, in the middle of characters and flags: the text is the same. */
export const ByteByByte: Story = {
  args: { fetch: replay(recorded("openai-chat/unicode.sse", { cut: 1 })) },
  parameters: { question: "Which characters are hard?" },
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer()).toHaveTextContent(/^Café ☕ — 東京タワー 👩‍👩‍👧‍👦 flags 🇫🇷🇯🇵/);
    await expect(answer()).toHaveTextContent(/ZWJ 👨🏽‍🚀/);
  },
};

/** Reasoning is open while it is the last thing that arrives. */
export const ReasoningStreams: Story = {
  args: { fetch: replay(recorded("openai-chat/reasoning-openrouter.sse", { share: 0.4, end: "open" })) },
  parameters: { question: "What is 17 + 25?" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("streaming");
    await until(() => expect(canvas.getByText(/^The user wants the sum/)).toBeVisible());
  },
};

/** Reasoning folds itself when the answer begins, and opens again by hand. */
export const WithReasoning: Story = {
  args: { fetch: replay("openai-chat/reasoning-openrouter.sse") },
  parameters: { question: "What is 17 + 25?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(within(answer()).getByText("17 + 25 = 42.")).toBeVisible();
    await expect(canvas.getByText(/^The user wants/)).not.toBeVisible();
    await context.userEvent.click(canvas.getByText("Reasoning"));
    await expect(canvas.getByText(/plus 5 is 42\.$/)).toBeVisible();
  },
};

/** Two calls side by side, their arguments as the model wrote them. */
export const WithToolCalls: Story = {
  args: { fetch: replay("openai-chat/tool-calls.sse") },
  parameters: { question: "How is the weather in Paris and in Tōkyō?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(canvas.getAllByText("get_weather")).toHaveLength(2);
    await expect(answer()).toHaveTextContent('{ "city": "Tōkyō", "unit": "c" }');
  },
};

/** The model declines in its own words. */
export const Refusal: Story = {
  args: { fetch: replay(scriptedAnswer("I'm sorry, I can't help with that.", { field: "refusal" })) },
  parameters: { question: "How do I pick the lock of my neighbour?" },
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer().querySelector('[data-part="refusal"]')).toHaveTextContent(
      "I'm sorry, I can't help with that.",
    );
  },
};

/** A gateway blocks the answer: one error event in a reply that began well. */
export const BlockedByPolicy: Story = {
  args: { fetch: replay("openai-chat/guardrail-blocked-aisix.sse") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/response blocked by content policy/);
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "server");
  },
};

/** Each try is kept; the arrows walk between them. */
export const SeveralAttempts: Story = {
  args: { fetch: replay("openai-chat/nonstream.json", "openai-chat/keepalive.sse", story) },
  play: async (context) => {
    const { canvas, ask, press, reaches, shows, answers } = drive(context);
    await ask();
    await reaches("done");
    await press("Regenerate");
    await shows("Slow but steady.");
    await reaches("done");
    await press("Regenerate");
    await shows(lastWords);
    await reaches("done");
    await expect(canvas.getByText("3/3")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Next attempt" })).toBeDisabled();
    await press("Previous attempt");
    await expect(canvas.getByText("2/3")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Previous attempt" })).toHaveFocus();
    await expect(answers()).toHaveLength(1);
    await shows("Slow but steady.");
  },
};

/** Stop keeps what has arrived, and the focus stays on the button. */
export const Stopped: Story = {
  args: { fetch: replay(half) },
  play: async (context) => {
    const { canvas, ask, reaches, shows, answer, submit } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    await context.userEvent.click(submit());
    await reaches("aborted");
    await expect(answer()).toHaveTextContent(firstWords);
    await expect(answer()).toHaveTextContent(/Stopped/);
    await expect(canvas.getByRole("status")).toHaveTextContent("Stopped");
    await expect(submit()).toHaveFocus();
    await expect(submit()).toHaveAccessibleName("Send");
    await expect(requestsOf(context)[0]?.init.signal).toHaveProperty("aborted", true);
  },
};

/** Stopped before the first word: there is only the offer to try again. */
export const StoppedBeforeTheFirstWord: Story = {
  args: { fetch: replay(silence) },
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask();
    await reaches("submitted");
    await context.userEvent.keyboard("{Escape}");
    await reaches("aborted");
    await expect(answer()).toHaveTextContent(/^StoppedTry again$/);
  },
};

/** Escape in the composer stops as well. */
export const EscapeStops: Story = {
  args: { fetch: replay(half) },
  play: async (context) => {
    const { ask, reaches, shows, answer, input } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    await context.userEvent.keyboard("{Escape}");
    await reaches("aborted");
    await expect(answer()).toHaveTextContent(firstWords);
    await expect(input()).toHaveFocus();
  },
};

/** A stopped answer is asked for again; the stopped one stays as the first attempt. */
export const RestartAfterStop: Story = {
  args: { fetch: replay(half, story) },
  play: async (context) => {
    const { canvas, ask, reaches, shows, submit, press } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    await context.userEvent.click(submit());
    await reaches("aborted");
    await press("Try again");
    await reaches("done");
    await shows(lastWords);
    await expect(canvas.getByText("2/2")).toBeVisible();
    await press("Previous attempt");
    await reaches("aborted");
    await shows(/Stopped/);
  },
};

/** The key is wrong: the server's own words, its status, type and code. */
export const Unauthorized: Story = {
  args: { fetch: replay("openai-chat/error-401-openai.json") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Incorrect API key provided/);
    await expect(canvas.getByText("HTTP 401 · invalid_request_error · invalid_api_key")).toBeVisible();
  },
};

/** Too many requests, and how long the server asks to wait. */
export const RateLimited: Story = {
  args: { fetch: replay("openai-chat/error-429-openai.json") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/The server asks to wait 20 s\./);
  },
};

/** A program crashed behind the endpoint: plain text. */
export const ServerCrashed: Story = {
  args: { fetch: replay("json-lines/error-500.txt") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Internal Server Error/);
    await expect(canvas.getByText(/HTTP 500/)).toBeVisible();
  },
};

/** A proxy answers with an HTML page: its markup is never shown as text or used as markup. */
export const BadGateway: Story = {
  args: { fetch: replay("openai-chat/error-502-html.html") },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByText("HTTP 502")).toBeVisible();
    await expect(answer().querySelector("center")).toBeNull();
    await expect(canvas.getByRole("alert")).not.toHaveTextContent("<center>");
  },
};

/** The address is wrong and a web server sends its start page with status 200. */
export const WebPageInstead: Story = {
  args: { fetch: replay("openai-chat/html-200.html") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "unexpected-response");
    await context.userEvent.click(canvas.getByText("Details"));
    await expect(canvas.getByText(/<!doctype html>/)).toBeVisible();
  },
};

/** Status 200 and nothing in it is no answer. */
export const EmptyReply: Story = {
  args: { fetch: replay("openai-chat/empty-200.sse") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/The answer/);
  },
};

/** The body ends cleanly, but before the answer does. What arrived stays. */
export const Incomplete: Story = {
  args: { fetch: replay("openai-chat/truncated-eof.sse") },
  parameters: { question: "Where does the phrase come from?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("error");
    await expect(answer()).toHaveTextContent(/^The question "/);
    await expect(canvas.getByRole("alert")).toHaveTextContent(/The answer is incomplete/);
  },
};

/** The connection breaks in the middle of a character. What arrived stays. */
export const ConnectionLost: Story = {
  args: { fetch: replay("openai-chat/truncated-mid-char.sse") },
  parameters: { question: "Where does the phrase come from?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("error");
    await expect(answer()).toHaveTextContent(/^The question "/);
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "network");
  },
};

/** No server at all. */
export const Unreachable: Story = {
  args: { fetch: replay(unreachable) },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/The server could not be reached/);
  },
};

/** The request could not even be built, here because the user has no token. */
export const RequestNotBuilt: Story = {
  args: {
    fetch: replay(story),
    headers: () => {
      throw new Error("You are signed out.");
    },
  },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "request");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/You are signed out\./);
    await expect(requestsOf(context)).toHaveLength(0);
  },
};

/** The server reports an error after the first words. */
export const ErrorInTheMiddle: Story = {
  args: { fetch: replay("openai-chat/error-mid-stream-openrouter.sse") },
  parameters: { question: "How do I start?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("error");
    await expect(answer()).toHaveTextContent(/^Step one is/);
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Provider disconnected/);
  },
};

/** An error, then "Try again", then an answer: the failed try stays reachable. */
export const RecoversFromError: Story = {
  args: { fetch: replay("openai-chat/error-503-candidates-aisix.json", story) },
  play: async (context) => {
    const { canvas, ask, reaches, press } = drive(context);
    await ask();
    await reaches("error");
    await press("Try again");
    await reaches("done");
    await expect(canvas.queryByRole("alert")).toBeNull();
    await expect(canvas.getByText("2/2")).toBeVisible();
  },
};

/** A frame that is not JSON is skipped, counted and can be read; the answer goes on. */
export const UnreadableFrames: Story = {
  args: { fetch: replay("openai-chat/malformed-json.sse") },
  parameters: { question: "Where does the phrase come from?" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("done");
    const summary = canvas.getByText(/^1 unreadable piece/);
    await context.userEvent.click(summary);
    await expect(canvas.getByText(/"delta":\{"content":" x"$/)).toBeVisible();
  },
};

/** With `onBadFrame: "error"` such a frame ends the answer, and is shown. */
export const UnreadableFrameEnds: Story = {
  args: { fetch: replay("openai-chat/malformed-json.sse"), onBadFrame: "error" },
  parameters: { question: "Where does the phrase come from?" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "parse");
    await context.userEvent.click(canvas.getByText("Details"));
    await expect(canvas.getByText(/"delta":\{"content":" x"$/)).toBeVisible();
  },
};

/** A server that does not stream: one JSON body is read as well. */
export const NotStreamed: Story = {
  args: { fetch: replay("openai-chat/nonstream.json") },
  play: async (context) => {
    const { ask, reaches, shows } = drive(context);
    await ask();
    await shows("Once there was a small API gateway named Pip.");
    await reaches("done");
  },
};

/** A server that streams values instead of text: they are shown as they come. */
export const ItemsInsteadOfText: Story = {
  args: { fetch: replay("sse-items/items.sse") },
  parameters: { question: "What is in stock?" },
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer().querySelectorAll('[data-part="item"]')).toHaveLength(3);
  },
};

/** Lines of JSON, two of which are none: the items are shown, the rest is kept aside. */
export const ItemsWithBadLines: Story = {
  args: { fetch: replay(lines('{"name":"Plumbus"}', "<html>", '{"name":"Portal Gun"}', '{"name":')) },
  parameters: { question: "What is in stock?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer().querySelectorAll('[data-part="item"]')).toHaveLength(2);
    await context.userEvent.click(canvas.getByText(/^2 unreadable piece/));
    await expect(canvas.getByText(/<html>/)).toBeVisible();
  },
};

const firstAnswer = hold(recorded("openai-chat/nonstream.json"));

/** Messages sent while an answer runs wait in sight, go out in order, and can be taken back into the draft. */
export const Queue: Story = {
  args: { fetch: replay(firstAnswer.reply, "openai-chat/keepalive.sse") },
  play: async (context) => {
    const { canvas, ask, reaches, answers, input } = drive(context);
    await ask();
    await reaches("submitted");
    await ask("Make it shorter.");
    await ask("Make it rhyme.");
    const waiting = canvas.getByRole("list", { name: "Waiting to be sent" });
    await expect(waiting.children).toHaveLength(2);
    await context.userEvent.click(canvas.getAllByRole("button", { name: "Take back" })[1]);
    await expect(input()).toHaveValue("Make it rhyme.");
    await expect(waiting.children).toHaveLength(1);
    firstAnswer.release();
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("done");
    await expect(canvas.queryByRole("list", { name: "Waiting to be sent" })).toBeNull();
    await expect(input()).toHaveValue("Make it rhyme.");
  },
};

/** Two messages wait while the first answer runs. */
export const QueueWaiting: Story = {
  args: { fetch: replay(half) },
  play: async (context) => {
    const { canvas, ask, shows } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    await ask("Make it shorter.");
    await ask(
      "And now translate it into every language that the payment service speaks, one paragraph for each of them.",
    );
    await expect(canvas.getByRole("list", { name: "Waiting to be sent" }).children).toHaveLength(2);
    await expect(requestsOf(context)).toHaveLength(1);
  },
};

/** A conversation from the past opens at its end; the button comes when the reader has scrolled away from it. */
export const LongConversation: Story = {
  args: { fetch: replay(story), messages: longConversation(40) },
  parameters: { question: "" },
  play: async (context) => {
    const { canvas, press } = drive(context);
    const scroller = canvas.getByRole("log").parentElement!;
    const distance = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    await until(() => expect(distance()).toBeLessThan(2));
    await expect(canvas.queryByRole("button", { name: "Jump to the latest" })).toBeNull();
    scroller.scrollTop = 400;
    await press("Jump to the latest");
    await until(() => expect(distance()).toBeLessThan(2));
    await until(() => expect(canvas.queryByRole("button", { name: "Jump to the latest" })).toBeNull());
  },
};

/** As the last story, stopped where the button is in sight. */
export const ScrolledAway: Story = {
  args: { fetch: replay(story), messages: longConversation(40) },
  parameters: { question: "" },
  play: async (context) => {
    const { canvas } = drive(context);
    const scroller = canvas.getByRole("log").parentElement!;
    await until(() => expect(scroller.scrollTop).toBeGreaterThan(0));
    scroller.scrollTop = 400;
    await canvas.findByRole("button", { name: "Jump to the latest" });
    await expect(scroller.scrollTop).toBe(400);
  },
};

/** Arabic and Hebrew in a page from right to left, with Latin words inside; each message finds its own direction. */
export const RightToLeft: Story = {
  args: {
    fetch: replay("openai-chat/unicode.sse"),
    messages: [...arabicConversation, ...hebrewConversation.map((message) => ({ ...message, id: `he-${message.id}` }))],
    labels: ar,
    lang: "ar",
  },
  parameters: { question: "أرني الأحرف الصعبة." },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { ask, reaches, answers } = drive(context);
    await ask();
    await reaches("done");
    const directions = answers().map((answer) => getComputedStyle(answer.querySelector(".hw-text")!).direction);
    await expect(directions).toEqual(["rtl", "rtl", "ltr"]);
  },
};

/** An answer in Arabic while it streams: the caret stands at its left end. */
export const RightToLeftStreams: Story = {
  args: {
    fetch: replay(scriptedAnswer(messageText(arabicConversation[1]!), { share: 0.6 })),
    labels: ar,
    lang: "ar",
  },
  parameters: { question: "ماذا يعني الرمز HTTP 429 في الرد؟" },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { ask, reaches, shows } = drive(context);
    await ask();
    await reaches("streaming");
    await shows(/Retry-After/);
  },
};

/** Arrows, icons and edges are mirrored; the words of the server keep their own direction. */
export const RightToLeftAttempts: Story = {
  args: {
    fetch: replay("openai-chat/error-429-openai.json", "openai-chat/error-401-openai.json"),
    labels: ar,
    lang: "ar",
  },
  parameters: { question: "احكِ لي قصة عن بوابة." },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { canvas, ask, press, reaches, answer } = drive(context);
    await ask();
    await reaches("error");
    await press(ar.restart);
    await until(() => expect(canvas.getByText("2/2")).toBeVisible());
    await reaches("error");
    const [previous, next] = answer().querySelectorAll(".hw-attempts button");
    await expect(previous!.getBoundingClientRect().left).toBeGreaterThan(next!.getBoundingClientRect().left);
    await expect(getComputedStyle(previous!.querySelector("path")!).transform).toBe("matrix(-1, 0, 0, 1, 0, 0)");
  },
};

/** What waits stands with its button on the left. */
export const RightToLeftQueue: Story = {
  args: { fetch: replay(silence), labels: ar, lang: "ar" },
  parameters: { question: "ماذا يعني الرمز HTTP 429 في الرد؟" },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("submitted");
    await ask("وماذا يعني 503؟");
    await ask("And what about 418?");
    await expect(canvas.getByRole("list", { name: "في انتظار الإرسال" }).children).toHaveLength(2);
  },
};

/** Every word of the kit in another language. */
export const German: Story = {
  args: {
    fetch: replay("openai-chat/error-429-openai.json", "openai-chat/malformed-json.sse"),
    labels: de,
    lang: "de",
  },
  parameters: { question: "Was macht ein Gateway?" },
  play: async (context) => {
    const { canvas, ask, reaches, press, submit } = drive(context);
    await expect(canvas.getByText("Womit kann ich Ihnen helfen?")).toBeVisible();
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Der Server bittet, 20 s zu warten\./);
    await press("Noch einmal versuchen");
    await reaches("done");
    await expect(canvas.getByText("1 unlesbares Stück des Datenstroms wurde übersprungen")).toBeVisible();
    await expect(submit()).toHaveAccessibleName("Senden");
  },
};

function WeatherCall({ part, isStreaming }: PartProps<ToolCallPart>): ReactElement {
  const city = /"city":"([^"]*)"/.exec(part.arguments)?.[1];
  return (
    <p className="weather-call">
      🌤️ {isStreaming ? "Looking up" : "Looked up"} the weather in <strong>{city ?? "…"}</strong>
    </p>
  );
}

/** One's own component for one type of part. */
export const OwnPartRenderer: Story = {
  args: { fetch: replay("openai-chat/tool-calls.sse"), parts: { "tool-call": WeatherCall } },
  parameters: { question: "How is the weather in Paris and in Tōkyō?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer()).toHaveTextContent(/Looked up the weather in Tōkyō/);
    await expect(canvas.queryByText("get_weather")).toBeNull();
  },
};

/** Dark by the page's `color-scheme`. */
export const Dark: Story = {
  args: { fetch: replay("openai-chat/reasoning-vllm.sse", "openai-chat/error-429-openai.json") },
  parameters: { question: "What is the capital of Australia?" },
  globals: { theme: "dark" },
  play: async (context) => {
    const { ask, answers, reaches } = drive(context);
    await ask();
    await reaches("done");
    await ask("And of New Zealand?");
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("error");
  },
};

/** Another look by the style sheet's variables alone. */
export const OwnColours: Story = {
  args: {
    fetch: replay("openai-chat/reasoning-vllm.sse"),
    style: {
      ["--hw-accent" as string]: "light-dark(#7a3b00, #ffb066)",
      ["--hw-on-accent" as string]: "light-dark(#fff, #2b1400)",
      ["--hw-surface" as string]: "light-dark(#fffaf3, #1d1712)",
      ["--hw-raised" as string]: "light-dark(#f6e9d8, #2e241b)",
      ["--hw-radius" as string]: "4px",
    },
  },
  parameters: { question: "What is the capital of Australia?" },
  play: async (context) => {
    const { ask, reaches, submit } = drive(context);
    await ask();
    await reaches("done");
    await expect(getComputedStyle(submit()).backgroundColor).toBe("rgb(122, 59, 0)");
  },
};

const wide =
  "See https://example.com/" +
  "a-very-long-path-without-any-place-to-break/".repeat(4) +
  " and\n\n    const answer = await collectMessage(await fetch('/api/chat', { method: 'POST', body: JSON.stringify({ messages }) }));\n\nThat is all.";

/** Long words and long lines stay inside. */
export const WideContent: Story = {
  args: { fetch: replay(scriptedAnswer(wide)) },
  parameters: { question: `What is at https://example.com/${"0123456789".repeat(12)}?` },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("done");
    const scroller = canvas.getByRole("log").parentElement!;
    await expect(scroller.scrollWidth).toBe(scroller.clientWidth);
  },
};

/** Enter that confirms a candidate of an input method is not a wish to send, in Safari's order of events neither. */
export const InputMethod: Story = {
  args: { fetch: replay("openai-chat/unicode.sse") },
  parameters: { question: "東京タワー" },
  play: async (context) => {
    const { ask, reaches, input } = drive(context);
    await context.userEvent.click(input());
    await fireEvent.compositionStart(input());
    await fireEvent.input(input(), { target: { value: "東京" } });
    await fireEvent.keyDown(input(), { key: "Enter", keyCode: 229, isComposing: true });
    await fireEvent.compositionEnd(input(), { data: "東京" });
    await fireEvent.keyDown(input(), { key: "Enter", keyCode: 229 });
    await expect(requestsOf(context)).toHaveLength(0);
    await expect(input()).toHaveValue("東京");
    await ask("タワー");
    await reaches("done");
    await expect(requestsOf(context)[0]?.body).toMatchObject({ messages: [{ role: "user", content: "東京タワー" }] });
  },
};
