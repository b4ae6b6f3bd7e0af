import { describe, expect, test } from "vitest";
import { StreamError } from "../../src/protocol/errors.js";
import { addItems, createItemsStore, resetItems, type BadLine } from "../../src/store/items-store.js";

const bad = (text: string): BadLine => ({ text, reason: "not JSON" });

describe("the store of an item stream", () => {
  test("begins empty and idle", () => {
    expect(createItemsStore().getState()).toEqual({
      items: [],
      count: 0,
      dropped: 0,
      badLines: [],
      badLineCount: 0,
      status: "idle",
      error: undefined,
    });
  });

  test("appends items and streams", () => {
    const store = createItemsStore<number>();
    addItems(store, [1, 2], [], Infinity);
    addItems(store, [3], [], Infinity);
    expect(store.getState()).toMatchObject({ items: [1, 2, 3], count: 3, dropped: 0, status: "streaming" });
  });

  test("keeps the newest within the limit and counts the rest", () => {
    const store = createItemsStore<number>();
    addItems(store, [1, 2], [], 3);
    addItems(store, [3, 4], [], 3);
    addItems(store, [5, 6, 7, 8, 9], [], 3);
    expect(store.getState()).toMatchObject({ items: [7, 8, 9], count: 9, dropped: 6 });
  });

  test("drops nothing while the limit is not reached", () => {
    const store = createItemsStore<number>();
    addItems(store, [1, 2], [], 3);
    expect(store.getState()).toMatchObject({ items: [1, 2], count: 2, dropped: 0 });
    addItems(store, [3], [], 3);
    expect(store.getState()).toMatchObject({ items: [1, 2, 3], count: 3, dropped: 0 });
  });

  test("a limit of zero keeps nothing and counts all", () => {
    const store = createItemsStore<number>();
    addItems(store, [1, 2], [], 0);
    expect(store.getState()).toMatchObject({ items: [], count: 2, dropped: 2 });
  });

  test("keeps the first thousand bad lines and counts all", () => {
    const store = createItemsStore();
    addItems(
      store,
      [],
      Array.from({ length: 1_500 }, (_, index) => bad(String(index))),
      Infinity,
    );
    addItems(store, [], [bad("last")], Infinity);
    const { badLines, badLineCount, count } = store.getState();
    expect([badLines.length, badLineCount, count, badLines.at(-1)!.text]).toEqual([1_000, 1_501, 0, "999"]);
  });

  test("keeps the list of bad lines while there are no new ones", () => {
    const store = createItemsStore<number>();
    addItems(store, [], [bad("x")], Infinity);
    const { badLines } = store.getState();
    addItems(store, [1], [], Infinity);
    expect(store.getState().badLines).toBe(badLines);
  });

  test("never changes a list that was handed out", () => {
    const store = createItemsStore<number>();
    addItems(store, [1], [], Infinity);
    const { items } = store.getState();
    addItems(store, [2], [], Infinity);
    expect(items).toEqual([1]);
  });

  test("forgets everything for a new run", () => {
    const store = createItemsStore<number>();
    addItems(store, [1, 2], [bad("x")], 1);
    store.setState({ error: new StreamError("network", "x") });
    resetItems(store, "submitted");
    expect(store.getState()).toEqual({ ...createItemsStore().getState(), status: "submitted" });
  });
});
