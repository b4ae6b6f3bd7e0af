import { act, renderHook } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { useTracked } from "../../src/hooks/use-tracked.js";

interface State {
  readonly a: number;
  readonly b: number;
}

const same = (state: State): State => state;
const derived = ({ a }: State) => ({ isEven: a % 2 === 0, half: Math.floor(a / 2) });

function setUp() {
  return createStore<State>()(() => ({ a: 0, b: 0 }));
}

test("a component is woken only by what it took", () => {
  const store = setUp();
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useTracked(store, same)("a");
  });
  act(() => store.setState({ b: 1 }));
  expect([renders, result.current]).toEqual([1, 0]);
  act(() => store.setState({ a: 1 }));
  expect([renders, result.current]).toEqual([2, 1]);
});

test("a component that takes nothing is never woken", () => {
  const store = setUp();
  let renders = 0;
  renderHook(() => {
    renders++;
    useTracked(store, same);
  });
  act(() => store.setState({ a: 1, b: 1 }));
  expect(renders).toBe(1);
});

test("derived values wake only when they change themselves", () => {
  const store = setUp();
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useTracked(store, derived)("half");
  });
  act(() => store.setState({ a: 1 }));
  expect(renders).toBe(1);
  act(() => store.setState({ a: 2 }));
  expect([renders, result.current]).toEqual([2, 1]);
});

test("what a component begins to take later wakes it from then on", () => {
  const store = setUp();
  const { result, rerender } = renderHook(({ key }: { key: keyof State }) => useTracked(store, same)(key), {
    initialProps: { key: "a" },
  });
  act(() => store.setState({ b: 5 }));
  rerender({ key: "b" });
  expect(result.current).toBe(5);
  act(() => store.setState({ b: 6 }));
  expect(result.current).toBe(6);
});

test("a change between rendering and subscribing is not missed", () => {
  const store = setUp();
  const { result } = renderHook(() => {
    const value = useTracked(store, same)("a");
    useLayoutEffect(() => store.setState({ a: 7 }), []);
    return value;
  });
  expect(result.current).toBe(7);
});

test("another store is read at once, and the old one wakes nobody", () => {
  const [first, second] = [setUp(), setUp()];
  second.setState({ a: 9 });
  let renders = 0;
  const { result, rerender } = renderHook(
    ({ store }) => {
      renders++;
      return useTracked(store, same)("a");
    },
    { initialProps: { store: first } },
  );
  rerender({ store: second });
  expect(result.current).toBe(9);
  const before = renders;
  act(() => first.setState({ a: 1 }));
  expect(renders).toBe(before);
  act(() => second.setState({ a: 10 }));
  expect(result.current).toBe(10);
});

test("who unmounts listens no longer", () => {
  const store = setUp();
  let listeners = 0;
  const watched = {
    getState: store.getState,
    subscribe: (listener: () => void) => {
      listeners++;
      const stop = store.subscribe(listener);
      return () => {
        listeners--;
        stop();
      };
    },
  };
  const { unmount } = renderHook(() => useTracked(watched, same)("a"));
  expect(listeners).toBe(1);
  unmount();
  expect(listeners).toBe(0);
});
