import type { MockFetch } from "../../src/testing/mock-fetch.js";

/** A server whose answers are written by the test. */
export interface Feed {
  readonly fetch: MockFetch;
  /** Writes a piece of the newest answer. */
  readonly say: (piece: string) => void;
  /** Ends the newest answer as it should be. */
  readonly end: () => void;
  /** Breaks the newest answer. */
  readonly lose: () => void;
}

/** Answers that arrive as the test goes on, in the page, with no timer between. */
export function createFeed(): Feed {
  const requests: MockFetch["requests"][number][] = [];
  const encoder = new TextEncoder();
  let current!: ReadableStreamDefaultController<Uint8Array>;
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const signal = init.signal!;
    requests.push({ url, init, body: JSON.parse(init.body as string) as unknown });
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        current = controller;
        signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  return {
    fetch: Object.assign(fetch, { requests }),
    say: (piece) => current.enqueue(encoder.encode(piece)),
    end: () => current.close(),
    lose: () => current.error(new TypeError("Load failed")),
  };
}
