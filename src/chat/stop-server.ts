import { isStreamError, StreamError, wordsOf } from "../protocol/errors.js";
import type { Message } from "../protocol/message.js";
import { callBack } from "./report.js";
import { sendRequest, type RequestOptions } from "./request.js";

/** For servers that go on working when the connection closes. */
export interface StopOptions {
  /**
   * Where to tell the server that an answer was stopped: an address, or a function of the stopped answer that gives one
   * (`undefined`: no call). It gets a POST with `{messageId, responseId, sessionId}` and the chat's `headers` and `credentials`. The chat
   * is free before the call is made, however it goes.
   *
   * @example
   * stopEndpoint: ({ responseId }) => responseId && `/v1/responses/${responseId}/cancel`
   */
  readonly stopEndpoint?:
    | string
    | URL
    | ((answer: Message) => string | URL | undefined | Promise<string | URL | undefined>)
    | undefined;
  /** The call to `stopEndpoint` failed: `request`, `network`, or `http` for a status outside 200–299. */
  readonly onStopError?: ((error: StreamError) => void) | undefined;
}

/** Tells the server that `answer` was stopped. Never rejects. */
export async function stopServer(options: StopOptions & RequestOptions, answer: Message): Promise<void> {
  const { stopEndpoint } = options;
  try {
    const url = typeof stopEndpoint === "function" ? await stopEndpoint(answer) : stopEndpoint;
    if (!url) return;
    const { id: messageId, responseId, conversation } = answer;
    const body = { messageId, responseId, sessionId: conversation?.sessionId };
    // Also when the page is left, which is when most answers are stopped.
    const { status, ok } = await sendRequest(url, options, async () => ({ body }), { keepalive: true });
    if (!ok) throw new StreamError("http", `The server answered ${status}.`, { status });
  } catch (cause) {
    const error = isStreamError(cause) ? cause : new StreamError("request", wordsOf(cause), { cause });
    callBack(options.onStopError, error);
  }
}
