import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "../random.js";
import type { Exchange } from "./exchange.js";

/** How long a server may write without a look at its other connections, in ms. */
const longestTurn = 8;

/** How fast and in which pieces a body is sent. */
export interface Pace {
  /** Frames per second, 0 = as fast as the client reads. */
  readonly rate: number;
  /** Bytes per write, 0 = one frame per write. */
  readonly chunk: number;
  /** With `chunk`: writes of 1 to `chunk` bytes instead, the same lengths for the same seed. */
  readonly seed?: number | undefined;
}

/**
 * A clock that ticks `rate` times a second from now on. The function it returns waits until so many ticks have passed;
 * fractions count. Times are absolute: a late tick does not delay the next. Rejects when the signal aborts.
 */
export function createClock(rate: number, signal: AbortSignal): (ticks: number) => Promise<void> {
  const start = performance.now();
  let turnStart = start;
  return async (ticks) => {
    const now = performance.now();
    const ahead = rate === 0 ? 0 : start + (ticks * 1000) / rate - now;
    if (ahead > 0) await sleep(ahead, undefined, { signal });
    // A write that fits into the socket's buffer resolves without a turn of the event loop: a fast body would starve
    // everyone else, and nobody would notice that the client has left.
    else if (now - turnStart > longestTurn) await turn(undefined, { signal });
    else return;
    turnStart = performance.now();
  };
}

/** A piece of the body as it is written. */
export interface PlannedWrite {
  readonly bytes: Uint8Array;
  /** When it is due, in frames: 2.5 is half-way between the third frame and the fourth. */
  readonly due: number;
}

/**
 * Regroups frames into writes of other lengths. The bytes of a frame are spread over its time: written in one go, they would
 * arrive in one piece again.
 */
function* regroup(frames: readonly Uint8Array[], nextLength: () => number): Generator<PlannedWrite> {
  let held: Uint8Array[] = [];
  let missing = nextLength();
  for (const [index, frame] of frames.entries()) {
    let start = 0;
    while (frame.length - start >= missing) {
      const end = start + missing;
      yield { bytes: Buffer.concat([...held, frame.subarray(start, end)]), due: index + (end - 1) / frame.length };
      held = [];
      start = end;
      missing = nextLength();
    }
    if (start < frame.length) held.push(frame.subarray(start));
    missing -= frame.length - start;
  }
  if (held.length > 0) yield { bytes: Buffer.concat(held), due: frames.length };
}

/** The writes that {@link writeFrames} makes of the frames. */
export function planWrites(frames: readonly Uint8Array[], { chunk, seed }: Pace): Iterable<PlannedWrite> {
  if (chunk === 0) return frames.map((bytes, due) => ({ bytes, due }));
  if (seed === undefined) return regroup(frames, () => chunk);
  const random = createRandom(seed);
  return regroup(frames, () => 1 + Math.floor(random() * chunk));
}

/** Writes frames at a pace. Waits for slow readers, rejects when the client leaves. */
export async function writeFrames(exchange: Exchange, frames: readonly Uint8Array[], pace: Pace): Promise<void> {
  const until = createClock(pace.rate, exchange.signal);
  for (const { bytes, due } of planWrites(frames, pace)) {
    await until(due);
    // Writes of one turn leave the machine together, and what was cut would arrive whole.
    if (pace.chunk > 0) await turn(undefined, { signal: exchange.signal });
    await exchange.write(bytes);
  }
}
