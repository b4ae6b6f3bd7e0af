import { startTimer } from "../engine/schedule.js";
import { streamResponse, wait, type ResponseScript } from "./stream-response.js";

/** A request as {@link mockFetch} saw it. */
export interface SeenRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** The body parsed as JSON, as it is when it is no JSON, `undefined` without one. */
  readonly body: unknown;
}

/** A `fetch` that plays scripts. */
export interface MockFetch {
  (input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** All requests so far. */
  readonly requests: readonly SeenRequest[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * A `fetch` for tests and stories: answers request number `index` (from 0) with the script that `play` returns. Throwing in
 * `play` is a server that cannot be reached. The abort signal of the request reaches the body.
 *
 * @example
 * const fetch = mockFetch(() => ({ chunks: cutEvery(recording, 64), delay: 20 }));
 */
export function mockFetch(
  play: (request: SeenRequest, index: number) => ResponseScript | Promise<ResponseScript>,
): MockFetch {
  const requests: SeenRequest[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const body = typeof init.body === "string" ? parsed(init.body) : undefined;
    const request = { url, init, body };
    requests.push(request);
    const script = await play(request, requests.length - 1);
    const { headDelay = 0, timer = startTimer, signal = init.signal } = script;
    if (headDelay > 0) await wait(headDelay, timer, signal);
    // As `fetch` does it: an abort before the head rejects, one after it breaks the body.
    if (headDelay > 0) signal?.throwIfAborted();
    if (script.refused) throw new TypeError("fetch failed");
    return streamResponse({ ...script, signal });
  };
  return Object.assign(fetch, { requests });
}
