import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect, useState, type ComponentType, type ReactElement } from "react";
import { expect, within } from "storybook/test";
import { ItemList, useJsonLinesStream, type ItemListProps, type JsonLinesStreamOptions } from "../src/index.js";
import { until } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";
import { lines, silence } from "./lib/scripted.js";

interface Args extends Partial<Omit<ItemListProps, "stream">> {
  /** Read from a server. */
  readonly from?: JsonLinesStreamOptions<unknown>;
  /** Or of one's own. */
  readonly items?: readonly unknown[];
}

function Streamed({ from, ...props }: Args & { readonly from: JsonLinesStreamOptions<unknown> }): ReactElement {
  const stream = useJsonLinesStream(from);
  return (
    <ItemList {...props} stream={stream}>
      <button type="button" className="hw-button" onClick={stream.isBusy ? stream.abort : () => void stream.restart()}>
        {stream.isBusy ? "Stop" : "Start"}
      </button>
    </ItemList>
  );
}

const meta: Meta<Args> = {
  title: "Kit/ItemList",
  component: ItemList as ComponentType<Args>,
  render: ({ from, items = [], ...props }) =>
    from === undefined ? <ItemList {...props} stream={{ items }} /> : <Streamed {...props} from={from} />,
  decorators: [
    (Story) => (
      <div style={{ blockSize: "26rem" }}>
        <Story />
      </div>
    ),
  ],
  parameters: {
    docs: {
      description: { component: "Items of a stream of JSON Lines, as a table that finds its columns by itself." },
    },
  },
};
export default meta;

type Story = StoryObj<Args>;

const cities = ["Lisbon", "Oslo", "Kraków", "Québec", "Nairobi", "Hà Nội", "San José"];

/** Readings of a sensor, as a service would log them. */
function readings(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, at) => ({
    id: 4_096 + at,
    city: cities[(at * 5) % cities.length],
    degrees: Math.round(Math.sin(at / 9) * 300) / 10,
    note: at % 11 === 4 ? "The sensor was cleaned, and its place was changed by a few metres to the north." : "steady",
    at: { lat: 38.7 + at / 100, lon: -9.1 },
    ok: at % 17 !== 3,
  }));
}

const body = (items: readonly unknown[]) => lines(...items.map((item) => JSON.stringify(item)));

/** What the plays of this file look at. */
function list({ canvasElement, userEvent }: Parameters<NonNullable<Story["play"]>>[0]) {
  const canvas = within(canvasElement);
  const root = canvasElement.querySelector<HTMLElement>(".hw-item-list")!;
  const scroller = canvasElement.querySelector<HTMLElement>(".hw-scroller")!;
  return {
    canvas,
    root,
    scroller,
    press: (name: string) => userEvent.click(canvas.getByRole("button", { name })),
    reaches: (status: string) => until(() => expect(root).toHaveAttribute("data-status", status)),
    distance: () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
  };
}

/** Nothing was asked for yet. */
export const Empty: Story = {
  args: { from: { url: "/items", fetch: replay(body(readings(40))) } },
  play: async (context) => {
    const { canvas, press, reaches } = list(context);
    await expect(canvas.getByText("No items")).toBeVisible();
    await press("Start");
    await reaches("done");
    await canvas.findByText("Items: 40");
  },
};

/** The server has taken the request. */
export const Waiting: Story = {
  args: { from: { url: "/items", fetch: replay(silence), autoStart: true } },
  play: async (context) => {
    const { canvas, reaches } = list(context);
    await reaches("submitted");
    await expect(canvas.getByRole("status")).toHaveTextContent("Waiting");
  },
};

/** Items arrive; the end stays in view. */
export const Streaming: Story = {
  args: {
    from: {
      url: "/items",
      fetch: replay(recorded("json-lines/big-500.jsonl", { share: 0.6, end: "open" })),
      autoStart: true,
    },
  },
  play: async (context) => {
    const { canvas, distance } = list(context);
    await canvas.findByRole("table", { name: "Items" });
    await until(() => expect(canvas.getByRole("status")).toHaveTextContent("Receiving"));
    await until(() => expect(distance()).toBeLessThan(2));
    await expect(canvas.getAllByRole("row").length).toBeLessThan(60);
  },
};

/** All have arrived: numbers, texts, nested values and truth values in columns of their own. */
export const Done: Story = {
  args: { from: { url: "/items", fetch: replay(body(readings(200))), autoStart: true } },
  play: async (context) => {
    const { canvas, reaches } = list(context);
    await reaches("done");
    const names = (await canvas.findAllByRole("columnheader")).map(({ textContent }) => textContent);
    await expect(names).toEqual(["#", "id", "city", "degrees", "note", "at", "ok"]);
    await expect(canvas.getByRole("table")).toHaveAttribute("aria-rowcount", "201");
  },
};

/** The connection broke; what arrived stays. */
export const Failed: Story = {
  args: { from: { url: "/items", fetch: replay("json-lines/aborted-validation-error.jsonl"), autoStart: true } },
  play: async (context) => {
    const { canvas, reaches } = list(context);
    await reaches("error");
    await expect(canvas.getByRole("alert")).toBeVisible();
    await expect(canvas.getAllByRole("row")).toHaveLength(3);
  },
};

/** Lines that were no items: why, and how they began. */
export const BadLines: Story = {
  args: {
    from: {
      url: "/items",
      fetch: replay(
        lines('{"name":"Plumbus","price":6.5}', "<html>", '{"name":"Portal Gun","price":NaN}', '{"name":"Box"}'),
      ),
      autoStart: true,
    },
  },
  play: async (context) => {
    const { canvas, reaches } = list(context);
    await reaches("done");
    await context.userEvent.click(canvas.getByText("Lines that could not be read: 2"));
    await expect(canvas.getByText("<html>")).toBeVisible();
    await expect(canvas.getByText('{"name":"Portal Gun","price":NaN}')).toBeVisible();
  },
};

/** The list stands still while the stream goes on. */
export const Paused: Story = {
  args: {
    from: {
      url: "/items",
      fetch: replay(recorded("json-lines/big-500.jsonl", { share: 0.9, end: "open" })),
      autoStart: true,
    },
  },
  play: async (context) => {
    const { canvas, root, press } = list(context);
    await until(() => expect(canvas.getAllByRole("rowheader").length).toBeGreaterThan(3));
    await press("Pause");
    await expect(root).toHaveAttribute("data-paused", "true");
    await expect(canvas.getByText(/^\d+ new$/)).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Resume" })).toBeVisible();
  },
};

/** Chosen, named and written by the application. */
export const OwnColumns: Story = {
  args: {
    items: readings(200),
    columns: [
      { key: "city", label: "City" },
      { key: "degrees", label: "°C", format: (value) => <bdi dir="ltr">{Number(value).toFixed(1)}</bdi> },
      "note",
    ],
  },
  play: async (context) => {
    const { canvas } = list(context);
    await canvas.findByRole("columnheader", { name: "°C" });
    await expect(canvas.getAllByRole("columnheader")).toHaveLength(4);
  },
};

/** Values without keys have one column. */
export const Scalars: Story = {
  args: { items: [3, 1_000_000, null, -5, 0.25] },
  play: async (context) => {
    const { canvas } = list(context);
    await canvas.findByRole("columnheader", { name: "value" });
  },
};

/** More keys than columns: the rest is told in one. */
export const ManyKeys: Story = {
  args: {
    items: Array.from({ length: 40 }, (_, at) =>
      Object.fromEntries(Array.from({ length: 30 }, (_key, key) => [`key${key + (at % 3)}`, at * key])),
    ),
    maxColumns: 6,
  },
  play: async (context) => {
    const { canvas } = list(context);
    await canvas.findByRole("columnheader", { name: "more" });
    await expect(canvas.getAllByRole("columnheader")).toHaveLength(8);
  },
};

/** Texts of strangers: directions, tags, prototypes, great length. */
export const Hostile: Story = {
  args: {
    items: JSON.parse(
      JSON.stringify([
        { name: "\u202Egnp.exe", html: "<img src=x onerror=alert(1)>" },
        { name: "שלום, עולם", html: "x".repeat(100_000) },
        { name: "مرحبا", html: { a: [[[[[[1]]]]]], b: "y".repeat(1_000) } },
      ]).replace('"name":"مرحبا"', '"name":"مرحبا","__proto__":{"polluted":true},"constructor":1'),
    ) as unknown[],
  },
  play: async (context) => {
    const { canvas } = list(context);
    await canvas.findByRole("columnheader", { name: "__proto__" });
    await expect(await canvas.findByText("<img src=x onerror=alert(1)>")).toBeVisible();
  },
};

/** One's own view of an item. */
export const OwnItems: Story = {
  args: {
    items: readings(2_000),
    renderItem: (item, index) => (
      <p style={{ margin: 0 }}>
        {index + 1}. <b>{(item as { city: string }).city}</b>, {(item as { note: string }).note}
      </p>
    ),
  },
  play: async (context) => {
    const { canvas } = list(context);
    await until(() => expect(canvas.getAllByRole("listitem").at(-1)).toHaveTextContent("2000."));
    await expect(canvas.getAllByRole("listitem").at(-1)).toHaveAttribute("aria-setsize", "2000");
    await expect(canvas.queryByRole("table")).toBeNull();
  },
};

function Growing(): ReactElement {
  const [items, setItems] = useState(() => readings(1_000));
  useEffect(() => {
    const timer = setInterval(() => setItems((old) => [...old, ...readings(3)]), 100);
    return () => clearInterval(timer);
  }, []);
  return <ItemList stream={{ items, status: "streaming" }} />;
}

/** Items of one's own that grow: a log. By keyboard it is one stop, and scrolls by the usual keys. */
export const OwnLog: Story = {
  render: () => <Growing />,
  play: async (context) => {
    const { canvas, scroller, press } = list(context);
    await press("Pause");
    canvas.getByRole("button", { name: "Resume" }).focus();
    await context.userEvent.tab();
    await expect(scroller).toHaveFocus();
  },
};
