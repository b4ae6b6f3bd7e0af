import type { IncomingMessage, ServerResponse } from "node:http";
import type { MockRequest } from "../wires/wire.js";
import { openExchange, type Exchange, type ReplyEnding } from "./exchange.js";

/** How many requests are remembered. */
const longest = 1000;

/** A request as the server saw it, and what became of it. */
export interface MockTraffic {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Whether the reply has not ended yet. */
  readonly open: boolean;
  /** Whether the client closed the connection before the end of the reply. */
  readonly closedByClient: boolean;
  /** The wire that answered. */
  readonly wire?: string | undefined;
  /** What went wrong on purpose, as it was asked for. */
  readonly fault?: string | undefined;
  /** What the wire read of the request, `undefined` until its body has arrived. */
  readonly request?: MockRequest | undefined;
  /** Of the reply, once it has ended; 0 if it had no head. */
  readonly status?: number | undefined;
  /** Bytes of the reply's body, once it has ended. */
  readonly bytes?: number | undefined;
  /** How it ended, once it has. */
  readonly ending?: ReplyEnding | undefined;
}

/** What the server has done and is doing. */
export interface MockStats {
  /** Replies that have not ended yet. */
  readonly active: number;
  /** The last 1000 requests, oldest first. */
  readonly requests: readonly MockTraffic[];
}

/** An exchange that is followed to its end. */
export interface FollowedExchange extends Exchange {
  /** Notes what has become known of the request. */
  readonly note: (facts: Pick<MockTraffic, "wire" | "fault" | "request">) => void;
}

/** Keeps {@link MockStats}. */
export interface TrafficLog {
  /** Live: what happens later shows here. */
  readonly stats: MockStats;
  /** Opens the exchange of a request and follows it to its end. */
  readonly open: (request: IncomingMessage, response: ServerResponse) => FollowedExchange;
  /** Notes that the server itself is about to close what is open. */
  readonly close: () => void;
  /** Forgets the requests whose replies have ended. */
  readonly forget: () => void;
}

/** How {@link createTraffic} keeps its stats. */
export interface TrafficOptions {
  /** Requests that leave no trace, by their path with its query. @defaultValue none */
  readonly isHidden?: ((path: string) => boolean) | undefined;
  /** Is called when a reply has ended. */
  readonly onEnd?: ((traffic: MockTraffic) => void) | undefined;
}

/** Starts a {@link TrafficLog}. */
export function createTraffic({ isHidden = () => false, onEnd }: TrafficOptions = {}): TrafficLog {
  const requests: MockTraffic[] = [];
  const stats = { active: 0, requests };
  const closing = new WeakSet<MockTraffic>();
  return {
    stats,
    open(request, response) {
      const path = request.url!;
      if (isHidden(path)) return { ...openExchange(request, response, () => {}), note: () => {} };
      const seen: MockTraffic = { method: request.method!, path, open: true, closedByClient: false };
      const note = (facts: Partial<MockTraffic>) => void Object.assign(seen, facts);
      requests.push(seen);
      if (requests.length > longest) requests.shift();
      stats.active++;
      const exchange = openExchange(request, response, (summary) => {
        const ending = summary.ending === "left" && closing.has(seen) ? "closed" : summary.ending;
        note({ ...summary, ending, open: false, closedByClient: ending === "left" });
        stats.active--;
        onEnd?.(seen);
      });
      return { ...exchange, note };
    },
    close() {
      for (const seen of requests) if (seen.open) closing.add(seen);
    },
    forget() {
      requests.splice(0, Infinity, ...requests.filter(({ open }) => open));
    },
  };
}
