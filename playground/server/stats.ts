import type { IncomingMessage, ServerResponse } from "node:http";
import { openExchange, type Exchange } from "./exchange.ts";

/** How many requests are remembered. */
const longest = 1000;

/** What became of a request. */
export interface SeenRequest {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Whether the reply has not ended yet. */
  readonly open: boolean;
  /** Whether the client closed the connection before the end of the reply. */
  readonly closedByClient: boolean;
}

/** What the server has done and is doing. */
export interface Stats {
  /** Replies that have not ended yet. */
  readonly active: number;
  /** The last 1000 requests, oldest first, without those for the stats themselves. */
  readonly requests: readonly SeenRequest[];
}

/**
 * Keeps the {@link Stats}. `open` opens the exchange of a request and follows it to its end; requests for hidden paths leave
 * no trace.
 */
export function createTraffic(isHidden: (path: string) => boolean): {
  stats: Stats;
  open: (req: IncomingMessage, res: ServerResponse) => Exchange;
} {
  const requests: { -readonly [Key in keyof SeenRequest]: SeenRequest[Key] }[] = [];
  const stats = { active: 0, requests };
  return {
    stats,
    open(request, response) {
      if (isHidden(request.url!)) return openExchange(request, response, () => {});
      const seen = { method: request.method!, path: request.url!, open: true, closedByClient: false };
      requests.push(seen);
      if (requests.length > longest) requests.shift();
      stats.active++;
      return openExchange(request, response, (closedByClient) => {
        Object.assign(seen, { open: false, closedByClient });
        stats.active--;
      });
    },
  };
}
