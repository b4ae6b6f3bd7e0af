import type { Adapter, Frame, StreamEvent } from "../../../src/core.js";

/** Rows kept of each list; the rest is only counted, because a list of a million rows would be the body many times over. */
export const mostRows = 20_000;

/** An event, and the number of the frame that it came from, counted from 1, where that is known. */
export interface EventRow {
  readonly event: StreamEvent;
  readonly frame?: number | undefined;
}

/** What was seen of a reply while it was read. */
export interface Trace {
  readonly frames: readonly Frame[];
  readonly frameCount: number;
  readonly events: readonly EventRow[];
  readonly eventCount: number;
  /** How many of the events are items. */
  readonly itemCount: number;
  /** Number of the frame that ended the reading: what follows it was not read. */
  readonly stoppedAt: number | undefined;
  /** What the stopping frame had to be, if it ended the reading as the end marker. */
  readonly endMarker: string | undefined;
}

type Pass = (events: Iterable<StreamEvent>, frame: Frame | undefined) => Iterable<StreamEvent>;

/** The adapter, and those that it chooses, with all events of a run led through the `pass` made for that run. */
function through(adapter: Adapter, createPass: () => Pass, onChosen?: (chosen: Adapter) => void): Adapter {
  let pass = createPass();
  const choose = (chosen: Adapter): Adapter => {
    onChosen?.(chosen);
    return through(chosen, createPass);
  };
  const { decodeBody, select } = adapter;
  return {
    ...adapter,
    createDecoder() {
      const decode = adapter.createDecoder();
      const own = (pass = createPass());
      return (json, frame) => own(decode(json, frame), frame);
    },
    ...(decodeBody && { decodeBody: (json) => pass(decodeBody(json), undefined) }),
    ...(select && {
      select(json, frame, atEnd) {
        const chosen = select(json, frame, atEnd);
        return chosen && "then" in chosen ? chosen.then(choose) : chosen && choose(chosen);
      },
    }),
  };
}

/** The adapter without items after the first `most`: a message copies its list of parts for each of them. */
export function withFewItems(adapter: Adapter, most: number): Adapter {
  return through(adapter, () => {
    let count = 0;
    return function* few(events) {
      for (const event of events) if (event.type !== "item-add" || ++count <= most) yield event;
    };
  });
}

/** What an event that no decoder made tells of its frame: the beginning of its text. */
function sampleOf(event: StreamEvent): string | undefined {
  if (event.type === "bad-frame-add") return event.frame.text;
  return event.type === "error" ? event.error.frame : undefined;
}

/** Notes the frames and events of one reading. */
export interface Tracer {
  /** The adapter to read with. */
  readonly adapter: Adapter;
  /** To be told of the events, in order. */
  readonly take: (events: readonly StreamEvent[]) => void;
  readonly trace: () => Trace;
}

/** A tracer of one reading with `adapter`. */
export function createTracer(adapter: Adapter): Tracer {
  const frames: Frame[] = [];
  const events: EventRow[] = [];
  const numbers = new WeakMap<Frame, number>();
  const origins = new WeakMap<object, number>();
  let frameCount = 0;
  let eventCount = 0;
  let itemCount = 0;
  let { endMarker } = adapter;
  let failedAt: number | undefined;
  /** The last frame known to have made an event; `undefined` once the track is lost. */
  let reached: number | undefined = 0;

  function note(frame: Frame): void {
    numbers.set(frame, ++frameCount);
    if (frames.length < mostRows) frames.push(frame);
  }

  function* mark(made: Iterable<StreamEvent>, frame: Frame | undefined): Iterable<StreamEvent> {
    // Whoever decodes a whole body is not told the frame, but then there is only one.
    const number = (frame && numbers.get(frame)) ?? frameCount;
    for (const event of made) {
      // A decoder may give the same object again and again.
      const own = { ...event };
      // An error leaves the reading in an event of its own.
      origins.set(own.type === "error" ? own.error : own, number);
      yield own;
    }
  }

  const { framing } = adapter;
  const traced = through(
    adapter,
    () => mark,
    (chosen) => {
      endMarker = chosen.endMarker;
    },
  );

  function originOf(event: StreamEvent): number | undefined {
    const known = origins.get(event.type === "error" ? event.error : event);
    const sample = known === undefined ? sampleOf(event) : undefined;
    if (sample === undefined || reached === undefined) return known;
    const from = reached;
    const index = frames.findIndex(({ data }, index) => index >= from && data.startsWith(sample));
    return index < 0 ? undefined : index + 1;
  }

  return {
    adapter: {
      ...traced,
      framing: {
        createParser: (onFrame, head) =>
          framing.createParser((frame) => {
            note(frame);
            onFrame(frame);
          }, head),
      },
    },
    take(made) {
      eventCount += made.length;
      for (const event of made) {
        if (event.type === "item-add") itemCount++;
        if (events.length >= mostRows && event.type !== "error") continue;
        const frame = originOf(event);
        if (frame !== undefined) reached = frame;
        else if (sampleOf(event) !== undefined) reached = undefined;
        if (event.type === "error") failedAt = frame;
        if (events.length < mostRows) events.push({ event, frame });
      }
    },
    trace() {
      const marker = endMarker === undefined ? -1 : frames.findIndex(({ data }) => data === endMarker);
      const stoppedAt = failedAt ?? (marker < 0 ? undefined : marker + 1);
      return { frames, frameCount, events, eventCount, itemCount, stoppedAt, endMarker };
    },
  };
}
