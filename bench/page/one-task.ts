import { writeAnswer } from "../lib/text.mjs";
import { encodeAnswer } from "../lib/wires.mjs";

/**
 * Answers every `fetch` with all events of an answer, one chunk each, in one task: a proxy that kept everything back until the end.
 */
export function answerFetch(wire: string, tokens: number): void {
  const answer = writeAnswer(tokens);
  const { headers, head, events, foot } = encodeAnswer(wire, answer.tokens);
  const encoder = new TextEncoder();
  const chunks = [...head, ...events, ...foot].map((event) => encoder.encode(event));
  window.fetch = () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream", ...headers } }));
  };
}
