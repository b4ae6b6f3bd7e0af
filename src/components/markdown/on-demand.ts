"use client";
import { useEffect, useSyncExternalStore } from "react";
import { isDevelopment } from "../../protocol/development.js";

/**
 * Makes a hook for a library that is loaded when it is first wanted. Until then, and where it cannot be loaded, things stay as they
 * were written: a failure is a warning in development, and whoever comes next tries again.
 */
export function createOnDemand<T extends object>(
  name: string,
  load: () => Promise<T>,
): (isWanted: boolean) => T | undefined {
  const listeners = new Set<() => void>();
  let loaded: T | undefined;
  let isLoading = false;
  let hasWarned = false;

  async function start(): Promise<void> {
    isLoading = true;
    try {
      loaded = await load();
      for (const listener of listeners) listener();
    } catch (error) {
      if (isDevelopment() && !hasWarned) console.warn(`headwater: ${name} could not be loaded.`, error);
      hasWarned = true;
    }
    isLoading = false;
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return (isWanted) => {
    const library = useSyncExternalStore(
      subscribe,
      () => loaded,
      // A page of a server begins without.
      () => undefined,
    );
    useEffect(() => {
      if (isWanted && !loaded && !isLoading) void start();
    }, [isWanted]);
    return library;
  };
}
