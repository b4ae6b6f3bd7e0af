import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { createRef, Profiler, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  defaultLabels,
  ItemList,
  LabelsContext,
  useJsonLinesStream,
  type ItemListProps,
  type ItemSource,
} from "../../src/index.js";
import { StreamError } from "../../src/protocol/errors.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { soon } from "../helpers/async.js";
import { removeResizeObserver } from "../helpers/resize.js";

// Without a layout the last items are shown, whatever their size.
beforeEach(removeResizeObserver);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const german = {
  ...defaultLabels,
  locale: "de",
  items: { list: "Einträge", count: "{count} Einträge", number: "Nr.", pause: "Halt" },
};

type Props = Omit<ItemListProps, "stream">;

function show(stream: ItemSource<unknown>, props: Props = {}) {
  const view = render(<ItemList {...props} stream={stream} />);
  return {
    ...view,
    update: (next: ItemSource<unknown>, nextProps: Props = props) =>
      view.rerender(<ItemList {...nextProps} stream={next} />),
  };
}

/** The table as it reads: a line per row, cells with a bar between them. */
function table(): string[] {
  return screen.getAllByRole("row").map((row) => [...row.children].map(({ textContent }) => textContent).join(" | "));
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe("a list of items", () => {
  test("is a table with a column for each key, in the order in which they come", () => {
    const { update } = show({ items: [{ id: 1, name: "Plumbus" }] });
    expect(table()).toEqual(["# | id | name", "1 | 1 | Plumbus"]);
    const items = [{ id: 1, name: "Plumbus" }, { name: "Box", tags: ["a", 1], ok: false }, "loose"];
    update({ items });
    expect(table()).toEqual([
      "# | id | name | tags | ok | value",
      "1 | 1 | Plumbus |  |  | ",
      '2 |  | Box | ["a", 1] | false | ',
      "3 |  |  |  |  | loose",
    ]);
  });

  test("tells its size and places to those who cannot see it", () => {
    show({ items: numbers(0, 1_000).map((n) => ({ n })), count: 1_200, dropped: 200 });
    const grid = screen.getByRole("table", { name: "Items" });
    expect([grid.getAttribute("aria-rowcount"), grid.getAttribute("aria-colcount")]).toEqual(["1001", "2"]);
    expect(within(grid).getAllByRole("rowgroup")).toHaveLength(2);
    expect(
      within(grid)
        .getAllByRole("columnheader")
        .map(({ textContent }) => textContent),
    ).toEqual(["#", "n"]);
    const rows = within(grid).getAllByRole("row");
    expect(rows).toHaveLength(25);
    expect(rows.map((row) => Number(row.getAttribute("aria-rowindex")))).toEqual([1, ...numbers(978, 1_002)]);
    // Numbered as they came, dropped ones included.
    expect(within(rows.at(-1)!).getByRole("rowheader")).toHaveTextContent("1,200");
    expect(within(rows.at(-1)!).getByRole("cell")).toHaveTextContent("999");
  });

  test("takes the columns, names and formats that it is given", () => {
    const items = [{ a: 1, b: "x", c: 3 }, "loose"];
    show(
      { items },
      {
        columns: [
          {
            key: "c",
            label: "C!",
            format: (value, item) => <i>{`${String(value)} of ${typeof item}`}</i>,
            align: "start",
          },
          { key: "b", align: "end" },
          "value",
        ],
      },
    );
    expect(table()).toEqual(["# | C! | b | value", "1 | 3 of object | x | ", "2 | undefined of string |  | loose"]);
    const cells = screen.getAllByRole("cell");
    expect(cells.slice(0, 3).map((cell) => cell.hasAttribute("data-numeric"))).toEqual([false, true, false]);
  });

  test("shares one column among keys for which there is no room", () => {
    const items = [Object.fromEntries(numbers(0, 10_000).map((n) => [`k${n}`, n])), { k1: 5 }];
    show({ items }, { maxColumns: 2 });
    const [head, first, second] = table();
    expect(head).toBe("# | k0 | k1 | more");
    expect(first).toMatch(/^1 \| 0 \| 1 \| \{"k2": 2, "k3": 3, .*…$/);
    expect(first!.length).toBeLessThan(250);
    expect(second).toBe("2 |  | 5 | ");
  });

  test("puts numbers at the end of their column while all are numbers, written as they are", () => {
    const { update } = show({ items: [{ year: 2026, big: -1e21 }] });
    const [year, big] = screen.getAllByRole("cell");
    expect([year!.textContent, big!.textContent]).toEqual(["2026", "-1e+21"]);
    expect(year).toHaveAttribute("data-numeric");
    expect(year!.firstElementChild).toHaveAttribute("dir", "ltr");
    expect(screen.getByRole("columnheader", { name: "year" })).toHaveAttribute("data-numeric");
    update({ items: [{ year: 2026 }, { year: "unknown" }] });
    expect(screen.getAllByRole("cell")[0]).not.toHaveAttribute("data-numeric");
  });

  test("renders items by a function instead, numbered from the first that ever came", () => {
    const items = numbers(50, 150);
    show({ items, dropped: 50 }, { renderItem: (item, index) => <b>{`${String(item)} at ${index}`}</b> });
    expect(screen.queryByRole("table")).toBeNull();
    const entries = screen.getAllByRole("listitem");
    expect(entries.at(-1)).toHaveTextContent("149 at 149");
    expect(entries.at(-1)).toHaveAttribute("aria-posinset", "100");
    expect(entries.at(-1)).toHaveAttribute("aria-setsize", "100");
  });

  test("says how many came and were dropped, and where the stream stands", () => {
    const { update, container } = show({ items: [], status: "submitted" });
    const said = () => container.querySelector(".hw-item-bar")!.textContent;
    expect(said()).toBe("Items: 0WaitingPause");
    expect(screen.queryByText("No items")).toBeNull();
    update({ items: [1], count: 1_234_567, dropped: 1_234_566, status: "streaming" });
    expect(said()).toBe("Items: 1,234,567dropped: 1,234,566ReceivingPause");
    update({ items: [1], status: "done" });
    expect(said()).toBe("Items: 1Complete");
    expect(screen.getByRole("status")).toHaveTextContent("Complete");
    expect(container.firstElementChild).toHaveAttribute("data-status", "done");
    update({ items: [], status: "aborted" });
    expect(said()).toBe("Items: 0Stopped");
    expect(screen.getByText("No items")).toBeVisible();
  });

  test("shows an error in the server's words, and what is there", () => {
    const error = new StreamError("http", "Too many readers", { status: 429 });
    show({ items: [{ a: 1 }], status: "error", error });
    expect(screen.getByRole("alert")).toHaveTextContent("Too many readers");
    expect(screen.getByRole("alert")).toHaveTextContent("HTTP 429");
    expect(screen.getByRole("alert")).toHaveAttribute("data-error", "http");
    expect(table()).toHaveLength(2);
  });

  test("passes what is not its own to its element", () => {
    const ref = createRef<HTMLDivElement>();
    render(
      <ItemList stream={{ items: [] }} ref={ref} className="mine" id="items" empty={<em>Nothing</em>}>
        <button type="button">Mine</button>
      </ItemList>,
    );
    expect(ref.current).toHaveClass("headwater", "hw-item-list", "mine");
    expect(ref.current).toHaveAttribute("id", "items");
    expect(screen.getByText("Nothing")).toBeVisible();
    expect(screen.getByRole("button", { name: "Mine" })).toBeVisible();
  });

  test("can be styled by its state, and be another element", () => {
    const { update } = show(
      { items: [1], status: "streaming" },
      {
        className: ({ status, isPaused }) => `${status}-${isPaused ? "paused" : "live"}`,
        style: ({ isPaused }) => ({ opacity: isPaused ? 0.5 : 1 }),
        render: <main title="Mine" />,
      },
    );
    const list = screen.getByRole("main");
    expect(list).toHaveClass("hw-item-list", "streaming-live");
    expect(list).toHaveAttribute("title", "Mine");
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    expect(list).toHaveClass("streaming-paused");
    expect(list).toHaveStyle({ opacity: "0.5" });
    update({ items: [1], status: "done" });
    expect(list).toHaveClass("done-paused");
  });

  test("is one stop for the keyboard", () => {
    const { container } = show({ items: numbers(0, 100).map((n) => ({ n, text: "x".repeat(500) })) });
    const stops = [...container.querySelectorAll<HTMLElement>("*")].filter(({ tabIndex }) => tabIndex >= 0);
    expect(stops).toEqual([screen.getByRole("region", { name: "Items" })]);
  });

  test("speaks the language around it, with its numbers, and has the last word itself", () => {
    const stream = { items: [{ a: 1 }], count: 12_345, dropped: 12_344, status: "streaming" as const };
    render(<ItemList stream={stream} labels={{ pause: "Anhalten" }} />, {
      wrapper: ({ children }) => <LabelsContext.Provider value={german}>{children}</LabelsContext.Provider>,
    });
    expect(screen.getByRole("table", { name: "Einträge" })).toBeVisible();
    expect(screen.getByText("12.345 Einträge")).toBeVisible();
    expect(screen.getByRole("button", { name: "Anhalten" })).toBeVisible();
    expect(table()).toEqual(["Nr. | a", "12.345 | 1"]);
  });

  test("has its own word over items without keys, but not over a key of that name", () => {
    const labels = { value: "Wert" };
    const { unmount } = show({ items: [1] }, { labels });
    expect(table()[0]).toBe("# | Wert");
    unmount();
    show({ items: [{ value: 1 }] }, { labels });
    expect(table()[0]).toBe("# | value");
  });
});

describe("lines that were no items", () => {
  const badLines = [
    { line: 1_002, reason: "not JSON", text: "<html>" },
    { reason: "r".repeat(300), text: "t".repeat(500) },
  ];

  test("are folded, with their number, reason and beginning", () => {
    const { container } = show({ items: [1], badLines });
    const details = container.querySelector("details")!;
    expect(details.querySelector("summary")).toHaveTextContent("Lines that could not be read: 2");
    expect(screen.queryByText("<html>")).toBeNull();
    details.open = true;
    fireEvent(details, new Event("toggle"));
    const [first, second] = within(details).getAllByRole("listitem");
    expect(first).toHaveTextContent("Line 1,002: not JSON<html>");
    expect(second).toHaveTextContent(`${"r".repeat(200)}…${"t".repeat(200)}…`);
  });

  test("are told of that are no longer kept", () => {
    const { container } = show({ items: [1], badLines, badLineCount: 5_000 });
    const details = container.querySelector("details")!;
    details.open = true;
    fireEvent(details, new Event("toggle"));
    expect(details).toHaveTextContent("Lines that could not be read: 5,000");
    expect(within(details).getAllByRole("listitem").at(-1)).toHaveTextContent("Only the first 2 are kept.");
  });

  test("are not mentioned where there are none", () => {
    const { container } = show({ items: [1] });
    expect(container.querySelector("details")).toBeNull();
  });
});

describe("hostile items", () => {
  test("stay text, in a cell of their own direction", () => {
    const items = [{ a: "<img src=x onerror=alert(1)>", "\u202Ekey": "\u202Egnp.exe" }];
    const { container } = show({ items });
    expect(container.querySelector("img")).toBeNull();
    const cells = screen.getAllByRole("cell");
    expect(cells.map((cell) => cell.getAttribute("dir"))).toEqual(["auto", "auto"]);
    expect(screen.getAllByRole("columnheader").map((cell) => cell.getAttribute("dir"))).toEqual([null, "auto", "auto"]);
  });

  test("of a million characters, or a hundred thousand levels, leave little in the page", () => {
    let deep: unknown = "end";
    for (let level = 0; level < 100_000; level++) deep = level % 2 === 0 ? [deep] : { deep };
    const long = "x".repeat(1_000_000);
    const { container } = show({ items: [{ long, deep, [long]: 1 }, long, deep, [long, long]] });
    expect(container.innerHTML.length).toBeLessThan(30_000);
    expect(screen.getAllByRole("row")).toHaveLength(5);
  });

  test("with the names of every object's members are items like others", () => {
    const items = JSON.parse(
      '[{"__proto__":{"polluted":1},"constructor":"c","hasOwnProperty":0},{"a":1}]',
    ) as unknown[];
    show({ items });
    expect(table()).toEqual([
      "# | __proto__ | constructor | hasOwnProperty | a",
      '1 | {"polluted": 1} | c | 0 | ',
      "2 |  |  |  | 1",
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("pausing", () => {
  test("lets the list stand still while the stream goes on, and tells what came", () => {
    const { update, container } = show({ items: numbers(0, 3), status: "streaming" });
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    expect(container.firstElementChild).toHaveAttribute("data-paused", "true");
    update({ items: numbers(0, 1_237), status: "streaming" });
    expect(table()).toHaveLength(4);
    expect(screen.getByText("1,234 new")).toBeVisible();
    expect(screen.getByText("Items: 1,237")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Resume" }));
    expect(container.firstElementChild).not.toHaveAttribute("data-paused");
    expect(table().at(-1)).toBe("1,237 | 1236");
    expect(screen.queryByText(/ new$/)).toBeNull();
  });

  test("keeps what the limit drops meanwhile, and can be ended after the stream", () => {
    const { update } = show({ items: numbers(0, 3), status: "streaming" });
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    update({ items: numbers(7, 10), count: 10, dropped: 7, status: "done" });
    expect(table()).toEqual(["# | value", "1 | 0", "2 | 1", "3 | 2"]);
    fireEvent.click(screen.getByRole("button", { name: "Resume" }));
    expect(table()).toEqual(["# | value", "8 | 7", "9 | 8", "10 | 9"]);
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("ends when the stream begins anew", () => {
    const { update, container } = show({ items: numbers(0, 3), status: "streaming" });
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    update({ items: [], status: "submitted" });
    expect(container.firstElementChild).not.toHaveAttribute("data-paused");
    update({ items: numbers(90, 95), status: "streaming" });
    expect(table()).toHaveLength(6);
  });
});

describe("a pause that the application holds", () => {
  test("begins and ends with it alone; the button asks", () => {
    const onPausedChange = vi.fn();
    const held = (paused: boolean) => ({ paused, onPausedChange });
    const { update } = show({ items: numbers(0, 3), status: "streaming" }, held(true));
    update({ items: numbers(0, 9), status: "streaming" });
    expect(table()).toHaveLength(4);
    fireEvent.click(screen.getByRole("button", { name: "Resume" }));
    expect([table().length, onPausedChange.mock.calls]).toEqual([4, [[false]]]);
    update({ items: numbers(0, 9), status: "streaming" }, held(false));
    expect(table()).toHaveLength(10);
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    expect(onPausedChange.mock.lastCall).toEqual([true]);
    update({ items: numbers(0, 11), status: "streaming" }, held(false));
    expect(table()).toHaveLength(12);
  });

  test("goes on with a stream that begins anew, from where that is", () => {
    const { update, container } = show({ items: numbers(0, 3), status: "streaming" }, { paused: true });
    update({ items: numbers(90, 92), status: "streaming" });
    update({ items: numbers(90, 95), status: "streaming" });
    expect(container.firstElementChild).toHaveAttribute("data-paused", "true");
    expect(table()).toEqual(["# | value", "1 | 90", "2 | 91"]);
  });
});

describe("a stream of the hook", () => {
  test("is shown as it arrives", async () => {
    const fetch = mockFetch(() => ({
      chunks: ['{"n":1}\n', "oops\n", '{"n":2}\n'],
      headers: { "content-type": "application/jsonl" },
    }));
    function App() {
      const stream = useJsonLinesStream({ url: "https://example.test/items", fetch, schedule: soon, autoStart: true });
      return <ItemList stream={stream} />;
    }
    render(<App />);
    await screen.findByText("Complete");
    expect(table()).toEqual(["# | n", "1 | 1", "2 | 2"]);
    expect(screen.getByText("Lines that could not be read: 1")).toBeVisible();
  });
});

describe("the page of a server", () => {
  test("has the last items, and is hydrated without a complaint", async () => {
    vi.unstubAllGlobals();
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const page = (
      <StrictMode>
        <ItemList stream={{ items: numbers(0, 100).map((n) => ({ n })) }} />
      </StrictMode>
    );
    const container = document.createElement("div");
    container.innerHTML = renderToString(page);
    document.body.append(container);
    expect(table()).toHaveLength(25);
    expect(table().at(-1)).toBe("100 | 99");
    const root = await act(async () => hydrateRoot(container, page));
    // Nothing has a size here.
    expect(table()).toEqual(["# | n"]);
    expect(complain.mock.calls).toEqual([]);
    act(() => root.unmount());
    container.remove();
  });
});

test("a new item renders nothing of those that are there", () => {
  let cells = 0;
  const columns = [
    {
      key: "n",
      format: (value: unknown) => (
        <Profiler id="n" onRender={() => cells++}>
          {String(value)}
        </Profiler>
      ),
    },
  ];
  const items = numbers(0, 20).map((n) => ({ n }));
  const { update } = show({ items, status: "streaming" }, { columns });
  expect(cells).toBe(20);
  update({ items: [...items, { n: 20 }], status: "streaming" });
  expect(cells).toBe(21);
});
