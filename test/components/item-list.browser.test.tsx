import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import "../../src/components/styles.css";
import { ItemList, type ItemListProps, type ItemSource } from "../../src/index.js";
import { expectNoErrors, frame, rest, watchErrors } from "../helpers/scrolling.js";

beforeEach(watchErrors);
afterEach(() => {
  cleanup();
  expectNoErrors();
});

interface Row {
  readonly n: number;
  readonly text: string;
}

function rows(from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, at) => ({
    n: from + at,
    text: "word ".repeat(((from + at) * 37) % 50),
  }));
}

type Props = Omit<ItemListProps<Row>, "stream">;

function show(stream: ItemSource<Row>, props: Props = {}, height: number | undefined = 400) {
  const page = (source: ItemSource<Row>) => (
    <div style={height === undefined ? {} : { blockSize: height }}>
      <ItemList {...props} stream={source} />
    </div>
  );
  const view = render(page(stream));
  const scroller = view.container.querySelector<HTMLElement>(".hw-scroller")!;
  const entries = () => [...view.container.querySelectorAll<HTMLElement>("[role=row]:not([aria-rowindex='1']), li")];
  const numberOf = (entry: HTMLElement) => Number(/[\d,]+/.exec(entry.innerText)![0].replaceAll(",", ""));
  return {
    ...view,
    scroller,
    entries,
    numbers: () => entries().map(numberOf),
    update: (source: ItemSource<Row>) => view.rerender(page(source)),
    distance: () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
    /** Where the items in view stand, by their numbers. */
    seen: () => {
      const head = view.container.querySelector(".hw-table-head")?.getBoundingClientRect().height ?? 0;
      const { top, bottom } = scroller.getBoundingClientRect();
      return new Map(
        entries().flatMap((entry): [number, number][] => {
          const box = entry.getBoundingClientRect();
          return box.bottom > top + head && box.top < bottom ? [[numberOf(entry), Math.round(box.top - top)]] : [];
        }),
      );
    },
  };
}

/** By how much items stand elsewhere that were in view and still are. */
function moved(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  const both = [...before].filter(([number]) => after.has(number));
  expect(both.length).toBeGreaterThan(0);
  return Math.max(...both.map(([number, top]) => Math.abs(after.get(number)! - top)));
}

const own: Props = { renderItem: ({ n, text }) => <p style={{ margin: 0 }}>{`${n + 1} ${text}`}</p> };

describe.each([
  ["as a table", {}],
  ["with an own view of items", own],
] as const)("a hundred thousand items %s", (_name, props: Props) => {
  test("leave those in the page that are near, wherever the reader is", async () => {
    const { scroller, numbers, seen, distance } = show({ items: rows(0, 100_000) }, props);
    await rest(scroller);
    expect(numbers().at(-1)).toBe(100_000);
    expect(distance()).toBeLessThan(2);
    for (const share of [0, 0.5, 1]) {
      scroller.scrollTop = scroller.scrollHeight * share;
      await rest(scroller);
      const inView = [...seen().keys()];
      expect(inView.length).toBeGreaterThan(3);
      expect(inView).toEqual(inView.map((_number, at) => inView[0]! + at));
      expect(numbers().length).toBeLessThan(200);
    }
    scroller.scrollTop = 0;
    await rest(scroller);
    expect(numbers()[0]).toBe(1);
  });

  test("are followed to the end as they come, in each frame", async () => {
    const all = rows(0, 103_000);
    const { scroller, update, distance, numbers } = show({ items: all.slice(0, 100_000), status: "streaming" }, props);
    await rest(scroller);
    const distances: number[] = [];
    for (let count = 100_000; count <= 103_000; count += 100) {
      act(() => update({ items: all.slice(0, count), status: "streaming" }));
      await frame();
      distances.push(Math.round(distance()));
    }
    expect(distances.filter((away) => away > 1)).toEqual([]);
    await rest(scroller);
    expect(numbers().at(-1)).toBe(103_000);
  });

  test("do not pull a reader down who has gone up", async () => {
    const all = rows(0, 101_000);
    const { scroller, update, seen, container } = show({ items: all.slice(0, 100_000), status: "streaming" }, props);
    await rest(scroller);
    scroller.scrollBy(0, -700);
    await rest(scroller);
    const before = seen();
    for (let count = 100_000; count <= 101_000; count += 100) {
      act(() => update({ items: all.slice(0, count), status: "streaming" }));
      await frame();
    }
    await rest(scroller);
    expect(moved(before, seen())).toBeLessThan(2);
    expect(container.querySelector(".hw-item-list")!.getAttribute("data-at-end")).toBe("false");
  });

  test("leave the line in view where it is when a limit drops what is above", async () => {
    const all = rows(0, 6_000);
    const limited = (count: number): ItemSource<Row> => ({
      items: all.slice(count - 5_000, count),
      count,
      dropped: count - 5_000,
      status: "streaming",
    });
    const { scroller, update, seen, numbers } = show(limited(5_000), props);
    await rest(scroller);
    scroller.scrollTop = scroller.scrollHeight / 2;
    await rest(scroller);
    const before = seen();
    for (let count = 5_000; count <= 6_000; count += 100) {
      act(() => update(limited(count)));
      await frame();
    }
    await rest(scroller);
    // Ten times half a pixel: a browser scrolls by whole ones.
    expect(moved(before, seen())).toBeLessThanOrEqual(5);
    scroller.scrollTop = 0;
    await rest(scroller);
    expect(numbers()[0]).toBe(1_001);
  });

  test("are followed to the end while a limit drops what is above", async () => {
    const all = rows(0, 6_000);
    const limited = (count: number): ItemSource<Row> => ({
      items: all.slice(count - 1_000, count),
      dropped: count - 1_000,
      status: "streaming",
    });
    const { scroller, update, distance, seen } = show(limited(1_000), props);
    await rest(scroller);
    for (let count = 1_000; count <= 6_000; count += 250) {
      act(() => update(limited(count)));
      await frame();
      expect(distance()).toBeLessThan(2);
    }
    await rest(scroller);
    expect([...seen().keys()].at(-1)).toBe(6_000);
  });

  test("stand still while paused, and go on at the end", async () => {
    const all = rows(0, 100_500);
    const view = show({ items: all.slice(0, 100_000), status: "streaming" }, props);
    const { scroller, update, numbers, distance } = view;
    await rest(scroller);
    await userEvent.click(view.getByRole("button", { name: "Pause" }));
    const { scrollHeight } = scroller;
    act(() => update({ items: all, status: "streaming" }));
    await rest(scroller);
    expect([numbers().at(-1), scroller.scrollHeight]).toEqual([100_000, scrollHeight]);
    view.getByText("500 new");
    await userEvent.click(view.getByRole("button", { name: "Resume" }));
    await rest(scroller);
    expect(numbers().at(-1)).toBe(100_500);
    expect(distance()).toBeLessThan(2);
  });
});

test("another item renders itself, and none of those in view, after a hundred items and after a hundred thousand", async () => {
  for (const count of [100, 100_000]) {
    const written: unknown[] = [];
    const format = (value: unknown) => {
      written.push(value);
      return String(value);
    };
    const all = rows(0, count + 1);
    const columns = [{ key: "n", format }];
    const { scroller, seen, update, unmount } = show({ items: all.slice(0, count), status: "streaming" }, { columns });
    await rest(scroller);
    expect(written.length).toBeLessThan(200);
    const inView = new Set([...seen().keys()].map((number) => number - 1));
    written.length = 0;
    act(() => update({ items: all, status: "streaming" }));
    // And a few that come near.
    expect(written.at(-1)).toBe(count);
    expect(written.length).toBeLessThan(30);
    expect(written.filter((n) => inView.has(n as number))).toEqual([]);
    unmount();
  }
});

test("without a height around it a list takes that of the screen, not that of its items", async () => {
  const { scroller, entries, container } = show({ items: rows(0, 10_000) }, {}, undefined);
  await rest(scroller);
  expect(container.querySelector(".hw-item-list")!.getBoundingClientRect().height).toBeLessThanOrEqual(innerHeight);
  expect(entries().length).toBeLessThan(200);
});

test("columns stand under their names, at their end for numbers, in either direction", async () => {
  for (const dir of ["ltr", "rtl"]) {
    const items = rows(0, 1_000).map(({ n }) => ({ n, text: "word ".repeat(1 + (n % 3)) }));
    const { container, scroller, unmount } = show({ items });
    container.dir = dir;
    await rest(scroller);
    const edges = (row: Element) =>
      [...row.children].map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const text = range.getBoundingClientRect();
        const isNumber = cell.hasAttribute("data-numeric") || cell === row.firstElementChild;
        return Math.round(isNumber === (dir === "ltr") ? text.right : text.left);
      });
    const [head, ...others] = [...container.querySelectorAll("[role=row]")];
    expect(others.length).toBeGreaterThan(5);
    for (const row of others) expect(edges(row)).toEqual(edges(head!));
    unmount();
  }
});

test("is scrolled by keys", async () => {
  const { scroller, numbers } = show({ items: rows(0, 1_000) });
  await rest(scroller);
  scroller.focus();
  await userEvent.keyboard("{Home}");
  await rest(scroller);
  expect(numbers()[0]).toBe(1);
  await userEvent.keyboard("{PageDown}");
  await rest(scroller);
  expect(scroller.scrollTop).toBeGreaterThan(scroller.clientHeight / 2);
});
