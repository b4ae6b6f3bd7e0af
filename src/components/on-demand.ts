"use client";
import { useEffect, useSyncExternalStore } from "react";
import { isDevelopment } from "../protocol/development.js";

/** Something that is loaded when it is first wanted. */
export interface OnDemand<T> {
  /** It, once it is there. */
  readonly get: () => T | undefined;
  /** For who has it anyway: then nobody loads it. */
  readonly put: (value: T) => void;
  /**
   * Loads it, unless it is there or under way. A failure is a warning in development, and whoever asks next tries again.
   */
  readonly load: (from: () => Promise<T>) => Promise<void>;
  /** Tells when it has come. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param name what warnings call it */
export function createOnDemand<T extends object>(name: string): OnDemand<T> {
  const listeners = new Set<() => void>();
  let known: T | undefined;
  let loading: Promise<void> | undefined;
  let hasWarned = false;

  function put(value: T): void {
    known = value;
    loading ??= Promise.resolve();
    for (const listener of listeners) listener();
  }

  async function start(from: () => Promise<T>): Promise<void> {
    try {
      put(await from());
    } catch (error) {
      if (isDevelopment() && !hasWarned) console.warn(`headwater: ${name} could not be loaded.`, error);
      hasWarned = true;
      loading = undefined;
    }
  }

  return {
    get: () => known,
    put,
    load: (from) => (loading ??= start(from)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Makes a hook for a library that is loaded when it is first wanted. Until then, and where it cannot be loaded, things stay as they
 * were written.
 */
export function createLibrary<T extends object>(
  name: string,
  load: () => Promise<T>,
): (isWanted: boolean) => T | undefined {
  const { get, subscribe, ...library } = createOnDemand<T>(name);
  return (isWanted) => {
    useEffect(() => {
      if (isWanted) void library.load(load);
    }, [isWanted]);
    // A page of a server begins without.
    return useSyncExternalStore(subscribe, get, () => undefined);
  };
}
