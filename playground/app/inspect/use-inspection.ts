import { useEffect, useState } from "react";
import type { Adapter } from "../../../src/core.js";
import { inspect, type Inspection, type Script } from "./play.ts";

/** Of a body that is being typed, in ms. */
const pause = 150;

/** What {@link useInspection} knows. */
export interface InspectionState {
  /** The inspection of this script is not there yet. */
  readonly isBusy: boolean;
  /** The last one; stays while the next is being made. */
  readonly inspection?: Inspection | undefined;
  /** How much of the next is done, from 0 to 1. */
  readonly progress?: number | undefined;
  /** Why the script could not be played. */
  readonly failure?: string | undefined;
}

interface State extends Omit<InspectionState, "isBusy"> {
  /** What was inspected, and by what. */
  readonly script?: Script;
  readonly adapter?: Adapter;
}

/** Inspects a script, and again when it has changed. `undefined` is nothing to inspect. */
export function useInspection(script: Script | undefined, adapter: Adapter): InspectionState {
  const [state, setState] = useState<State>({});
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const set = (next: (old: State) => State) => {
      if (!signal.aborted) setState(next);
    };
    let shownAt = 0;
    const show = (progress: number) => {
      const now = performance.now();
      if (now - shownAt < 100) return;
      shownAt = now;
      set((old) => ({ ...old, progress }));
    };
    const timer = setTimeout(() => {
      if (script === undefined) return set(() => ({}));
      show(0);
      inspect(script, adapter, signal, show).then(
        (inspection) => set(() => ({ script, adapter, inspection })),
        // A content type that cannot be a header, for instance.
        (error: unknown) => set(() => ({ script, adapter, failure: String(error) })),
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [script, adapter]);
  if (script === undefined) return { isBusy: false };
  return { ...state, isBusy: state.script !== script || state.adapter !== adapter };
}
