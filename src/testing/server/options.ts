import type { IncomingMessage, ServerResponse } from "node:http";
import type { MockAnswer, MockRequest, MockWire } from "../wires/wire.js";
import type { MockBody } from "./encode-reply.js";
import type { MockStats, MockTraffic } from "./traffic.js";

/** What a mock server says: a text, an answer in parts, or a recorded body as it is. */
export type MockSaid = string | MockAnswer | MockBody;

/** Options of {@link createMockServer}. */
export interface MockServerOptions {
  /** What to say, or a function of the request and its wire's name. @defaultValue a friendly answer that repeats the prompt */
  readonly answer?: MockSaid | ((request: MockRequest, wire: string) => MockSaid | Promise<MockSaid>) | undefined;
  /** Name of the only wire to speak, for instance `openai-chat`; it is then spoken at any path. @defaultValue all */
  readonly wire?: string | undefined;
  /** What goes wrong, for instance `drop@50%`, or a function of the request and its number from 0. @defaultValue nothing */
  readonly fault?: string | ((request: MockRequest, index: number) => string | undefined) | undefined;
  /** Frames per second, 0 = as fast as the client reads. @defaultValue 40 */
  readonly rate?: number | undefined;
  /** Bytes per write, 0 = one frame per write. @defaultValue 0 */
  readonly chunk?: number | undefined;
  /** With `chunk`: writes of 1 to `chunk` bytes instead, the same lengths for the same seed. */
  readonly seed?: number | undefined;
  /** Path below which everything is, for a server within another one, for instance `/mock`. @defaultValue `""` */
  readonly base?: string | undefined;
  /** The wires there are, for formats of one's own. @defaultValue all of the package */
  readonly wires?: readonly MockWire[] | undefined;
  /** Learns of each request when its reply has ended. */
  readonly onEnd?: ((traffic: MockTraffic) => void) | undefined;
}

/** A server on its own port. */
export interface ListeningServer {
  /** Without a slash at its end, for instance `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Closes the port and all connections. */
  readonly close: () => Promise<void>;
}

/** What {@link createMockServer} makes. */
export interface MockServer {
  /** Answers a request if it is for this server. `false`: it is for somebody else and has not been touched. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /**
   * Starts a server of its own.
   *
   * @param port @defaultValue 0, any free one
   * @param host @defaultValue `127.0.0.1`, this machine only
   */
  readonly listen: (port?: number, host?: string) => Promise<ListeningServer>;
  /** Live: what happens after the call shows here. */
  readonly stats: MockStats;
  /** The last 1000 requests, oldest first. Live, as `stats.requests`. */
  readonly requests: readonly MockTraffic[];
  /** What the next requests get, in place of the option. */
  readonly setAnswer: (answer: MockServerOptions["answer"]) => void;
  /** What goes wrong with the next requests, in place of the option. @throws Error for a text that is no fault */
  readonly setFault: (fault: MockServerOptions["fault"]) => void;
  /** Forgets the requests whose replies have ended, and counts from 0 again. */
  readonly clear: () => void;
}
