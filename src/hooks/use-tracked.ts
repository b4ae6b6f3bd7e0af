import { useMemo, useSyncExternalStore } from "react";

/** What a hook needs of a store: zustand's vanilla stores fit. */
export interface ReadableStore<S> {
  readonly getState: () => S;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Remembers which values a component took, so that only a change of one of them gives a new snapshot. */
function createTracker<S, V extends object>(store: ReadableStore<S>, select: (state: S) => V) {
  const taken = new Set<keyof V>();
  let current = select(store.getState());
  let version = {};
  return {
    snapshot: (): object => {
      const next = select(store.getState());
      for (const key of taken) if (!Object.is(current[key], next[key])) version = {};
      current = next;
      return version;
    },
    take: <K extends keyof V>(key: K): V[K] => {
      taken.add(key);
      return current[key];
    },
  };
}

/**
 * Reads derived values of a store and renders again only for those that the component really took: one that only takes
 * `status` is not woken by tokens.
 *
 * @param select derives the values from the state; a function of the module, whose values keep their identity while unchanged
 * @returns reads a value and remembers that it was taken
 */
export function useTracked<S, V extends object>(
  store: ReadableStore<S>,
  select: (state: S) => V,
): <K extends keyof V>(key: K) => V[K] {
  const { snapshot, take } = useMemo(() => createTracker(store, select), [store, select]);
  useSyncExternalStore(store.subscribe, snapshot, snapshot);
  return take;
}
