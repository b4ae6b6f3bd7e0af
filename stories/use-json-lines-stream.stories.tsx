import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect, fn, within } from "storybook/test";
import {
  useElapsedSeconds,
  useJsonLinesStream,
  type JsonLinesStreamOptions,
  type StandardSchema,
} from "../src/index.js";
import { requestsOf } from "./lib/chat.js";
import "./lib/custom-ui.css";
import { until } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";
import { lines, silence, unreachable } from "./lib/scripted.js";

interface Item {
  readonly name: string;
  readonly description: string | null;
}

type Options = JsonLinesStreamOptions<Item>;

function Items(options: Options): ReactElement {
  const { items, count, dropped, badLines, badLineCount, status, error, isBusy, start, abort, restart, stalledSince } =
    useJsonLinesStream<Item>(options);
  const seconds = useElapsedSeconds(stalledSince);
  return (
    <div className="custom-ui">
      <div className="row">
        <button type="button" disabled={isBusy} onClick={() => void start()}>
          Start
        </button>
        <button type="button" disabled={!isBusy} onClick={abort}>
          Stop
        </button>
        <button type="button" onClick={() => void restart()}>
          Restart
        </button>
        <output>{`${status}: ${count} items, ${dropped} dropped, ${badLineCount} bad`}</output>
      </div>
      {seconds !== undefined && (
        <p role="timer" className="quiet">
          Nothing for {seconds} s
        </p>
      )}
      {error !== undefined && <p className="sheet">{error.message}</p>}
      {badLines.length > 0 && (
        <ul aria-label="Bad lines" className="quiet">
          {badLines.map((bad) => (
            <li key={`${bad.line} ${bad.text}`}>
              {bad.reason}: <code>{bad.text}</code>
            </li>
          ))}
        </ul>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Description</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.name}>
              <td dir="auto">{item.name}</td>
              <td dir="auto">{item.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const meta: Meta<Options> = {
  title: "Hooks/useJsonLinesStream",
  args: { url: "/items/stream", fetch: replay("json-lines/plumbus.jsonl") },
  render: (args) => <Items {...args} />,
  parameters: {
    docs: { description: { component: "A table made from the hook alone, fed by streams of JSON Lines (NDJSON)." } },
  },
};
export default meta;

type Story = StoryObj<Options>;

/** What the plays of this file look at. */
function table({ canvasElement, userEvent }: Parameters<NonNullable<Story["play"]>>[0]) {
  const canvas = within(canvasElement);
  return {
    canvas,
    rows: () => [...canvasElement.querySelectorAll("tbody tr")].map((row) => row.firstElementChild?.textContent),
    press: (name: string) => userEvent.click(canvas.getByRole("button", { name })),
    says: (words: string) => until(() => expect(canvas.getByRole("status")).toHaveTextContent(words)),
  };
}

/** Nothing is asked before `start`. */
export const Idle: Story = {
  play: async (context) => {
    const { says } = table(context);
    await says("idle: 0 items, 0 dropped, 0 bad");
    await expect(requestsOf(context)).toHaveLength(0);
  },
};

/** The server has taken the request and sends nothing yet. */
export const Submitted: Story = {
  args: { fetch: replay(silence), autoStart: true },
  play: async (context) => {
    const { says } = table(context);
    await says("submitted: 0 items");
  },
};

/** Items appear as they arrive, while the stream stays open. */
export const Arriving: Story = {
  args: { fetch: replay(recorded("json-lines/plumbus.jsonl", { share: 0.6, end: "open" })), autoStart: true },
  play: async (context) => {
    const { says, rows } = table(context);
    await says("streaming: 2 items");
    await expect(rows()).toEqual(["Plumbus", "Portal Gun"]);
  },
};

/** All items are here. */
export const Done: Story = {
  play: async (context) => {
    const { says, rows, press } = table(context);
    await press("Start");
    await says("done: 3 items, 0 dropped, 0 bad");
    await expect(rows()).toEqual(["Plumbus", "Portal Gun", "Meeseeks Box"]);
    await expect(requestsOf(context)[0]?.init.method).toBe("GET");
  },
};

/** Cut after every byte: the same items, also those with line separators inside. */
export const ByteByByte: Story = {
  args: { fetch: replay(recorded("json-lines/unicode.jsonl", { cut: 1 })), autoStart: true },
  play: async (context) => {
    const { says, rows } = table(context);
    await says("done: 3 items, 0 dropped, 0 bad");
    await expect(rows()).toEqual(["Café crème ☕", "日本語 👩‍💻", "\u2028sep\u2029"]);
  },
};

/** Lines that are not JSON are kept aside and do not end the stream. */
export const BadLines: Story = {
  args: {
    fetch: replay(
      lines(
        '{"name":"Plumbus","description":"A household device."}',
        "<html>",
        '{"name":"Portal Gun","description":null}',
      ),
    ),
    autoStart: true,
  },
  play: async (context) => {
    const { canvas, says, rows } = table(context);
    await says("done: 2 items, 0 dropped, 1 bad");
    await expect(rows()).toEqual(["Plumbus", "Portal Gun"]);
    await expect(canvas.getByRole("list", { name: "Bad lines" })).toHaveTextContent("not JSON: <html>");
  },
};

/** Python writes numbers that JSON does not know; only that line is lost. */
export const NotANumber: Story = {
  args: { fetch: replay("json-lines/unicode-no-annotation.jsonl"), autoStart: true },
  play: async (context) => {
    const { says } = table(context);
    await says("done: 2 items, 0 dropped, 1 bad");
  },
};

const named: StandardSchema<Item> = {
  "~standard": {
    version: 1,
    vendor: "stories",
    validate: (value) =>
      typeof (value as Item | null)?.name === "string"
        ? { value: value as Item }
        : { issues: [{ message: "has no name" }] },
  },
};

/** Any Standard Schema checks each item; what it refuses is a bad line. */
export const Schema: Story = {
  args: {
    fetch: replay(lines('{"name":"Plumbus","description":null}', '{"title":"Portal Gun"}', "17")),
    schema: named,
    autoStart: true,
  },
  play: async (context) => {
    const { canvas, says } = table(context);
    await says("done: 1 items, 0 dropped, 2 bad");
    await expect(canvas.getByRole("list", { name: "Bad lines" })).toHaveTextContent(
      'has no name: {"title":"Portal Gun"}',
    );
  },
};

/** The body ends in the middle of a line: what arrived stays, and the error says so. */
export const CutLine: Story = {
  args: { fetch: replay("json-lines/half-line-eof.jsonl"), autoStart: true },
  play: async (context) => {
    const { canvas, says, rows } = table(context);
    await says("error: 2 items");
    await expect(rows()).toEqual(["Plumbus", "Portal Gun"]);
    await expect(canvas.getByText(/ended/)).toBeVisible();
  },
};

/** The connection breaks. */
export const ConnectionLost: Story = {
  args: { fetch: replay("json-lines/aborted-validation-error.jsonl"), autoStart: true },
  play: async (context) => {
    const { says, rows } = table(context);
    await says("error: 2 items");
    await expect(rows()).toEqual(["valid", "second"]);
  },
};

/** Only the newest twenty of five hundred are kept; `onItem` sees them all. */
export const Limit: Story = {
  args: { fetch: replay("json-lines/big-500.jsonl"), limit: 20, onItem: fn(), autoStart: true },
  play: async (context) => {
    const { says, rows } = table(context);
    await says("done: 500 items, 480 dropped, 0 bad");
    await expect(rows()).toHaveLength(20);
    await expect(context.args.onItem).toHaveBeenCalledTimes(500);
  },
};

/** Stop keeps the items; restart forgets them and reads anew. */
export const StopAndRestart: Story = {
  args: {
    fetch: replay(
      recorded("json-lines/plumbus.jsonl", { share: 0.6, end: "open" }),
      "json-lines/crlf-blank-bom.ndjson",
    ),
  },
  play: async (context) => {
    const { says, rows, press } = table(context);
    await press("Start");
    await says("streaming: 2 items");
    await press("Stop");
    await says("aborted: 2 items");
    await expect(rows()).toHaveLength(2);
    await expect(requestsOf(context)[0]?.init.signal).toHaveProperty("aborted", true);
    await press("Restart");
    await says("done: 3 items, 0 dropped, 0 bad");
    await expect(rows()).toHaveLength(3);
  },
};

/** An empty list is a list. */
export const NoItems: Story = {
  args: { fetch: replay("json-lines/empty.jsonl"), autoStart: true },
  play: async (context) => {
    const { says } = table(context);
    await says("done: 0 items");
  },
};

/** The list as one JSON array, from a server that does not stream. */
export const NotStreamed: Story = {
  args: { fetch: replay("json-lines/one-line-as-json.json"), autoStart: true },
  play: async (context) => {
    const { says } = table(context);
    await says("done: 3 items");
  },
};

/** Errors in the server's words. */
export const Failed: Story = {
  args: { fetch: replay("json-lines/error-422.json"), autoStart: true },
  play: async (context) => {
    const { canvas, says } = table(context);
    await says("error: 0 items");
    await expect(canvas.getByText(/Input should be a valid string/)).toBeVisible();
  },
};

/** Items sent as Server-Sent Events, read with the adapter for them. */
export const ServerSentEvents: Story = {
  args: {
    fetch: replay("sse-items/items.sse"),
    adapter: async () => (await import("../src/adapters/index.js")).sseItems,
    autoStart: true,
  },
  play: async (context) => {
    const { says, rows } = table(context);
    await says("done: 3 items");
    await expect(rows()).toEqual(["Plumbus", "Portal Gun", "Meeseeks Box"]);
  },
};

/** No server at all. */
export const Unreachable: Story = {
  args: { fetch: replay(unreachable), autoStart: true },
  play: async (context) => {
    const { canvas, says } = table(context);
    await says("error: 0 items");
    await expect(canvas.getByText(/could not be reached/)).toBeVisible();
  },
};

/** A program crashed behind the address: plain text. */
export const ServerCrashed: Story = {
  args: { fetch: replay("json-lines/error-500.txt"), autoStart: true },
  play: async (context) => {
    const { canvas, says } = table(context);
    await says("error: 0 items");
    await expect(canvas.getByText(/Internal Server Error/)).toBeVisible();
  },
};

/** The address is wrong and a web server sends its start page: no line of it is an item. */
export const WebPageInstead: Story = {
  args: { fetch: replay("openai-chat/html-200.html"), autoStart: true },
  play: async (context) => {
    const { says } = table(context);
    await says("error: 0 items");
  },
};

/** Two items, and then nothing for a while: the seconds go on, the items stay. */
export const Stalled: Story = {
  args: {
    fetch: replay(recorded("json-lines/plumbus.jsonl", { share: 0.6, end: "open" })),
    stallAfter: 1000,
    autoStart: true,
  },
  play: async (context) => {
    const { canvas, rows } = table(context);
    const first = (await canvas.findByRole("timer", undefined, { timeout: 10_000 })).textContent;
    await until(() => expect(canvas.getByRole("timer").textContent).not.toBe(first));
    await expect(first).toMatch(/^Nothing for \d+ s$/);
    await expect(rows()).toHaveLength(2);
  },
};

/** The server never answers, and the time for that is over. */
export const TimedOut: Story = {
  args: { fetch: replay(silence), firstByteTimeout: 1000, autoStart: true },
  play: async (context) => {
    const { canvas, says } = table(context);
    await says("error: 0 items");
    await expect(canvas.getByText(/did not answer/)).toBeVisible();
  },
};

/** Items from right to left, beside others; each cell finds its own direction. */
export const RightToLeft: Story = {
  args: {
    fetch: replay(
      lines(
        '{"name":"بلمبوس","description":"جهاز منزلي متعدد الاستعمالات (220 V)."}',
        '{"name":"Portal Gun","description":"רובה שפותח שערים, דגם C-137"}',
      ),
    ),
    autoStart: true,
  },
  globals: { dir: "rtl" },
  play: async (context) => {
    const { says } = table(context);
    await says("done: 2 items");
    const directions = [...context.canvasElement.querySelectorAll("td")].map(
      (cell) => getComputedStyle(cell).direction,
    );
    await expect(directions).toEqual(["rtl", "rtl", "ltr", "rtl"]);
  },
};

/** Long words stay inside their cells. */
export const LongWords: Story = {
  args: {
    fetch: replay(lines(`{"name":"${"Plumbus".repeat(30)}","description":"${"0123456789".repeat(30)}"}`)),
    autoStart: true,
  },
  play: async (context) => {
    const { says } = table(context);
    await says("done: 1 items");
    const page = document.documentElement;
    await expect(page.scrollWidth).toBe(page.clientWidth);
  },
};
