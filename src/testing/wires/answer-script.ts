import { jsonText } from "../../protocol/json-text.js";
import type { ResponseScript } from "../stream-response.js";
import { findMockWire } from "./index.js";
import type { MockAnswer, MockError, MockRequest } from "./wire.js";

/** How an answer is played. */
export interface AnswerScriptOptions extends Omit<ResponseScript, "chunks"> {
  /** The request that is answered: usage, ids and the form of some replies depend on it. */
  readonly request?: Partial<Omit<MockRequest, "prompt" | "stream">> | undefined;
  /** `false`: one JSON body, where the wire has one. @defaultValue as the request asks; without a body, a stream */
  readonly stream?: boolean | undefined;
  /** An error of the server: with an error `status` in place of the answer, else in the stream in place of its end. */
  readonly error?: MockError | undefined;
}

/**
 * An answer as the server of a wire would send it, one chunk per frame: for unit tests and stories.
 *
 * @param wireName as the adapter's, for instance `writer-agent`
 * @throws Error for a wire that there is not, and for what a wire cannot say
 *
 * @example
 * const fetch = mockFetch(() => answerScript("writer-agent", { text: "Hello", stages: [{ title: "Searching" }] }));
 */
export function answerScript(wireName: string, answer: MockAnswer, options: AnswerScriptOptions = {}): ResponseScript {
  const { request: given = {}, stream: asked, error, headers, ...script } = options;
  const wire = findMockWire(wireName);
  const body = given.body ?? { stream: true, stream_options: { include_usage: true } };
  const [method = "POST", path = "/"] = wire.routes[0]?.split(" ") ?? [];
  const raw = { method, path, params: {}, query: new URLSearchParams(), headers: {}, ...given, body };
  const stream = asked ?? (given.body === undefined || (wire.streams?.(raw) ?? true));
  const request: MockRequest = { ...raw, stream, prompt: wire.prompt?.(body) ?? "" };

  const reply = (chunks: readonly string[], contentType: string, more: ResponseScript["headers"] = {}) => ({
    ...script,
    chunks,
    headers: { "content-type": contentType, ...more, ...headers },
  });
  const cannot = (what: string) => new Error(`The wire "${wireName}" has ${what}.`);
  const { status = 200 } = script;
  if (error && status >= 300) {
    const json = wire.errorBody?.(error, status) ?? { error };
    return reply([jsonText(json)], "application/json");
  }
  if (!stream) {
    if (!wire.encodeBody) throw cannot("no reply that is not streamed");
    return reply([jsonText(wire.encodeBody(answer, request))], "application/json");
  }
  let frames = wire.encode(answer, request);
  if (error) {
    if (!wire.encodeError) throw cannot("no errors inside a stream");
    frames = [...frames.filter((frame) => !wire.isEnd?.(frame)), wire.encodeError(error)];
  }
  return reply(frames, wire.contentType, wire.headers);
}
