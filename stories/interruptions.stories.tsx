import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { continuableOpenaiChat } from "../src/adapters/index.js";
import { ChatPanel, messageText } from "../src/index.js";
import { ar } from "../src/labels/ar.js";
import { de } from "../src/labels/de.js";
import { requestsOf } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { arabicConversation } from "./lib/messages.js";
import { hold, recorded, redirected, replay } from "./lib/replay.js";
import { answer as scriptedAnswer, offline, silence } from "./lib/scripted.js";

const meta: Meta<typeof ChatPanel> = {
  title: "Kit/Interruptions",
  component: ChatPanel,
  // So short that nobody has to wait for it here; ten seconds by default.
  args: { endpoint: "/api/chat", stallAfter: 1000 },
  parameters: {
    frame: "panel",
    question: "Tell me a story about an API gateway.",
    docs: {
      description: {
        component:
          "Answers that do not come as they should: silence, timeouts, no network, redirects, a stop, a limit. Partial text " +
          "always stays, and where the server can, the answer goes on from there. A stall is told after one second here.",
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
const rest = recorded(story, { from: 0.5 });
/** A server that goes on with an unfinished answer. */
const adapter = continuableOpenaiChat("prefix");

/** Nothing has come yet: the seconds go on, and what moved stands still. */
export const StalledWhileWaiting: Story = {
  args: { fetch: replay(silence) },
  play: async (context) => {
    const { canvas, ask, answer } = drive(context);
    await ask();
    await expect(await canvas.findByRole("timer", undefined, { timeout: 10_000 })).toHaveTextContent(
      /^No data for \d+ s, giving up in /,
    );
    await expect(answer()).toHaveAttribute("data-stalled", "true");
    await expect(answer()).toHaveAttribute("data-status", "submitted");
    await expect(getComputedStyle(canvas.getByTitle("Waiting for the answer").children[0]).animationName).toBe("none");
  },
};

/** Half of the answer is here, and then nothing. */
export const StalledMidAnswer: Story = {
  args: { fetch: replay(half) },
  play: async (context) => {
    const { canvas, ask, shows, answer } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    const first = (await canvas.findByRole("timer", undefined, { timeout: 10_000 })).textContent;
    await until(() => expect(canvas.getByRole("timer").textContent).not.toBe(first));
    await expect(answer()).toHaveAttribute("data-stalled", "true");
    const caret = getComputedStyle(
      answer().querySelector('[data-part="text"] > :last-child > p:last-child')!,
      "::after",
    );
    await expect([caret.animationName, caret.opacity]).toEqual(["none", "0.5"]);
  },
};

const late = hold(recorded("openai-chat/keepalive.sse"));

/** As soon as something comes the notice is gone. */
export const StallEnds: Story = {
  args: { fetch: replay(late.reply) },
  parameters: { question: "Which one wins?" },
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask();
    await canvas.findByRole("timer", undefined, { timeout: 10_000 });
    late.release();
    await reaches("done");
    await expect(canvas.queryByRole("timer")).toBeNull();
    await expect(answer()).not.toHaveAttribute("data-stalled");
  },
};

/** The server took the request and never answered. */
export const TimedOut: Story = {
  args: { fetch: replay(silence), firstByteTimeout: 2000 },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    const alert = within(canvas.getByRole("alert"));
    await expect(alert.getByText("The server went silent")).toBeVisible();
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "timeout");
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(alert.queryByRole("button", { name: "Continue" })).toBeNull();
    await expect(canvas.queryByRole("timer")).toBeNull();
    await expect(requestsOf(context)[0]?.init.signal).toHaveProperty("aborted", true);
  },
};

/** It fell silent in the middle: what has come stays, and this server can go on from there. */
export const TimedOutMidAnswer: Story = {
  args: { adapter, fetch: replay(half, rest), idleTimeout: 2000 },
  play: async (context) => {
    const { canvas, ask, reaches, shows } = drive(context);
    await ask();
    await reaches("error");
    await shows(firstWords);
    const alert = within(canvas.getByRole("alert"));
    await expect(alert.getByText("The server went silent")).toBeVisible();
    await expect(alert.getByRole("button", { name: "Continue" })).toBeVisible();
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
  },
};

/** No network at all. */
export const Offline: Story = {
  args: { fetch: replay(offline) },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(within(canvas.getByRole("alert")).getByText("You are offline")).toBeVisible();
    await expect(canvas.getByRole("alert")).toHaveAttribute("data-error", "network");
  },
};

/** Stopped by the user, by a server that can go on. */
export const Stopped: Story = {
  args: { adapter, fetch: replay(half, rest) },
  play: async (context) => {
    const { canvas, ask, reaches, shows } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    await context.userEvent.keyboard("{Escape}");
    await reaches("aborted");
    await expect(canvas.getByRole("button", { name: "Continue" })).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Try again" })).toBeVisible();
  },
};

/** Gone on with: the second attempt begins with the text of the first, which stays as it was. */
export const Continued: Story = {
  args: { adapter, fetch: replay(half, rest) },
  play: async (context) => {
    const { canvas, ask, press, reaches, shows, answer } = drive(context);
    await ask();
    await shows(/shouting the same idempotency key/);
    await context.userEvent.keyboard("{Escape}");
    await reaches("aborted");
    const part = answer().querySelector('[data-part="text"]')!.textContent.trimEnd();
    await press("Continue");
    await expect(canvas.getByRole("log").parentElement).toHaveFocus();
    await reaches("done");
    await shows(lastWords);
    await expect(answer().textContent.startsWith(part)).toBe(true);
    const { messages } = requestsOf(context)[1]!.body as { messages: { content: string }[] };
    await expect(messages).toMatchObject([{ role: "user" }, { role: "assistant", prefix: true }]);
    // What is sent is the source: on the screen paragraphs have no empty line between them.
    await expect(messages[1]!.content.replaceAll("\n\n", "").trimEnd()).toBe(part);
    await expect(canvas.getByText("2/2")).toBeVisible();
    await press("Previous attempt");
    await shows(/Stopped/);
    await expect(answer()).not.toHaveTextContent(lastWords);
    await press("Next attempt");
    await shows(lastWords);
  },
};

/** The limit of tokens was reached: the answer is no failure, but not whole either. */
export const LengthLimit: Story = {
  args: { fetch: replay("openai-chat/length.sse") },
  parameters: { question: "Why did Rome fall?" },
  play: async (context) => {
    const { canvas, ask, reaches, shows, answer } = drive(context);
    await ask();
    await reaches("done");
    await shows(/^The three causes were drought, debt and/);
    await expect(within(answer()).getByText("Stopped at the length limit")).toBeVisible();
    await expect(canvas.getByRole("status")).toHaveTextContent(/Stopped at the length limit$/);
    await expect(canvas.queryByRole("button", { name: "Continue" })).toBeNull();
    // Said once to the eye, once to the ear.
    await expect(context.canvasElement.querySelector(".hw-run-state")).not.toBeVisible();
  },
};

/** The same, by a server that can go on. */
export const LengthLimitWithContinue: Story = {
  args: { adapter, fetch: replay("openai-chat/length.sse", scriptedAnswer(" a fire that nobody put out.")) },
  parameters: { question: "Why did Rome fall?" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("done");
    await expect(canvas.getByRole("button", { name: "Continue" })).toBeVisible();
  },
};

const loginPage = "https://login.example.com/sso/start?return=%2Fapi%2Fchat&token=secret";

/** The session is over, and a login page came instead: where from is told, without what is secret. */
export const RedirectedToLogin: Story = {
  args: { fetch: redirected(replay("openai-chat/html-200.html"), loginPage) },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByText("login.example.com/sso/start").tagName).toBe("BDI");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/redirected to login\.example\.com\/sso\/start/);
    await expect(canvas.getByRole("alert")).not.toHaveTextContent(/secret/);
  },
};

/** The silence of a page from right to left. */
export const RightToLeftStalled: Story = {
  args: {
    fetch: replay(scriptedAnswer(messageText(arabicConversation[1]!), { share: 0.6 })),
    labels: ar,
    lang: "ar",
  },
  parameters: { question: "ماذا يعني الرمز HTTP 429 في الرد؟" },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { canvas, ask } = drive(context);
    await ask();
    const notice = await canvas.findByRole("timer", undefined, { timeout: 10_000 });
    await expect(notice).toHaveTextContent(/^لا بيانات منذ [\d٠-٩]+ ث، سيتم التوقف/);
    const [icon, words] = [...notice.children].map((child) => child.getBoundingClientRect());
    await expect(icon!.left).toBeGreaterThan(words!.left);
  },
};

/** Both offers and their icons are mirrored; the text of the answer keeps its own direction. */
export const RightToLeftStopped: Story = {
  args: {
    adapter,
    fetch: replay(scriptedAnswer(messageText(arabicConversation[1]!), { share: 0.6 })),
    labels: ar,
    lang: "ar",
  },
  parameters: { question: "ماذا يعني الرمز HTTP 429 في الرد؟" },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { canvas, ask, reaches, shows } = drive(context);
    await ask();
    await shows(/Retry-After/);
    await context.userEvent.keyboard("{Escape}");
    await reaches("aborted");
    const resume = canvas.getByRole("button", { name: "متابعة" });
    await expect(resume.getBoundingClientRect().left).toBeGreaterThan(
      canvas.getByRole("button", { name: ar.restart }).getBoundingClientRect().left,
    );
    await expect(getComputedStyle(resume.querySelector("path")).transform).toBe("matrix(-1, 0, 0, 1, 0, 0)");
  },
};

/** An address reads from left to right, inside words that do not. */
export const RightToLeftRedirected: Story = {
  args: {
    fetch: redirected(replay("openai-chat/html-200.html"), "https://login.example.com/"),
    labels: ar,
    lang: "ar",
  },
  parameters: { question: "احكِ لي قصة عن بوابة." },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    await expect(getComputedStyle(canvas.getByText("login.example.com/")).direction).toBe("ltr");
  },
};

/** In the dark, and in another language. */
export const Dark: Story = {
  args: { adapter, fetch: replay(half, silence), idleTimeout: 2000, labels: de, lang: "de" },
  globals: { theme: "dark" },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("error");
    const alert = within(canvas.getByRole("alert"));
    await expect(alert.getByText("Der Server antwortet nicht mehr")).toBeVisible();
    await expect(alert.getByRole("button", { name: "Fortsetzen" })).toBeVisible();
    await ask("Und weiter?");
    await expect(await canvas.findByRole("timer", undefined, { timeout: 10_000 })).toHaveTextContent(
      /^Seit \d+ s keine Daten, Abbruch in /,
    );
  },
};
