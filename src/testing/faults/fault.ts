import type { BodyEnd } from "../stream-response.js";
import type { MockWire, Transport } from "../wires/wire.js";

/** Silence in the middle of a body. */
export interface Silence {
  /** After how many frames. */
  readonly afterFrames: number;
  /** In ms, `Infinity`: until the client leaves. */
  readonly duration: number;
  /** What is sent all the same, every so many ms. */
  readonly ping?: { readonly bytes: Uint8Array; readonly every: number } | undefined;
}

/** A reply before it is sent: what faults change. */
export interface MockReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the server sends at once. Joined, they are the body. */
  readonly frames: readonly Uint8Array[];
  /** `reset`: all is sent, then the socket is reset before the body has its end. */
  readonly end: BodyEnd | "reset";
  /** What happens instead of this reply: nothing at all, or the connection is closed. */
  readonly instead?: "hang" | "refuse" | undefined;
  /** Wait before the head, in ms. */
  readonly wait?: number | undefined;
  /** All frames in one write. */
  readonly atOnce?: boolean | undefined;
  /** How many times slower than asked for. */
  readonly slowness?: number | undefined;
  /** Bytes per write, whatever was asked for. */
  readonly chunk?: number | undefined;
  readonly silence?: Silence | undefined;
  /** How the bytes are compressed on the way: flushed after each frame, or in one block. */
  readonly compression?: "frames" | "block" | undefined;
  /** What a client that follows the redirect gets. */
  readonly followed?: MockReply | undefined;
}

/** What a fault may look at. Everything has a default that fits any body. */
export interface FaultContext {
  /** How the body is cut into frames. @defaultValue of the wire, else as the content type says */
  readonly transport?: Transport | undefined;
  /** Frames per second, 0 = at once. @defaultValue 0 */
  readonly rate?: number | undefined;
  /** Path and query of the request, which redirects point back to. @defaultValue `"/"` */
  readonly url?: string | undefined;
  /** Whose words errors are in, and which frames are the end. @defaultValue words and ends of OpenAI */
  readonly wire?: Pick<MockWire, "transport" | "encodeError" | "errorBody" | "isEnd"> | undefined;
  /** The whole answer as one JSON value, for servers that do not stream. `undefined`: there is none. */
  readonly wholeBody?: (() => unknown) | undefined;
}

/** Where in a body: per cent of its bytes, or after so many frames. */
export interface FaultPosition {
  readonly unit: "percent" | "frames";
  readonly count: number;
}

/** What a fault is given when it strikes. */
export interface FaultInput extends FaultContext {
  readonly transport: Transport;
  readonly rate: number;
  readonly url: string;
  readonly position: FaultPosition;
  /** The value after the colon: ms for durations. */
  readonly value: number;
}

/** The value that a fault takes after a colon. */
export interface FaultValue {
  readonly kind: "duration" | "number";
  /** As one would write it, for instance `7s`. */
  readonly default: string;
  /** What it says, in a few words. */
  readonly meaning: string;
}

/** Something that goes wrong with a reply. Written `name`, `name@position`, `name:value` or `name@position:value`. */
export interface Fault {
  readonly name: string;
  /** One sentence for people. */
  readonly sentence: string;
  /** Where it strikes unless told otherwise, for instance `50%`. `undefined`: it has no place. */
  readonly position?: string | undefined;
  /** `undefined`: it takes no value. */
  readonly value?: FaultValue | undefined;
  /** Whether the reply never ends by itself. */
  readonly endless?: boolean | undefined;
  /** The reply that goes wrong in place of the right one. */
  readonly apply: (reply: MockReply, input: FaultInput) => MockReply;
}
