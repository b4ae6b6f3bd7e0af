"use client";
import { useCallback, useEffect, useRef, useState, type ReactElement } from "react";
import { handOverFocus } from "../hand-over-focus.js";
import { useLabels } from "../labels.js";
import { watchView } from "./watch-view.js";

/** Props of {@link LoadOlder}. */
export interface LoadOlderProps {
  readonly onLoadOlder: () => Promise<unknown> | void;
  /** Asks by itself when it comes into view. */
  readonly isAutomatic: boolean;
}

/** Asks for what was said before. */
export function LoadOlder({ onLoadOlder, isAutomatic }: LoadOlderProps): ReactElement {
  const labels = useLabels();
  const ref = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"ready" | "loading" | "failed">("ready");
  const isLoading = state === "loading";

  async function load(): Promise<void> {
    if (isLoading) return;
    setState("loading");
    let next: typeof state = "failed";
    try {
      await onLoadOlder();
      next = "ready";
    } finally {
      setState(next);
    }
  }

  // Not the function itself: most are new with each rendering.
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const isWatching = isAutomatic && state === "ready";
  useEffect(() => (isWatching ? watchView(ref.current!, () => void latest.current()) : undefined), [isWatching]);
  // It is still in the page when it is about to go.
  const attach = useCallback((button: HTMLButtonElement | null) => {
    if (!button && ref.current === document.activeElement) handOverFocus(ref.current!);
    ref.current = button;
  }, []);

  return (
    <button
      ref={attach}
      type="button"
      className="hw-button hw-older"
      aria-disabled={isLoading}
      onClick={() => void load()}
    >
      {isLoading ? labels.loading : labels.loadOlder}
    </button>
  );
}
