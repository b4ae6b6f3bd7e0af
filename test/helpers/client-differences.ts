/** Where an official client does not read a body as Headwater does, and why. */
export interface ClientDifference {
  /** In the words of the test that finds it. */
  readonly difference: string;
  readonly reason: string;
}

const because = (reason: string) => (difference: string) => ({ difference, reason });

const notEvents = because("The client looks for events only: in JSON, HTML or plain text it finds none and just ends.");
const endIsEnd = because("To the client the end of the body is the end of the answer, wherever it comes.");
const badFrame = because("The client throws on a frame that is no JSON; Headwater skips it and goes on.");
const failedIsEvent = because("The client hands on a failed response as an event like any other.");
const bodyNotRead = because(
  "The client does not read the body of a failed reply to a streamed call: its error has no words of the server.",
);
const bodyOfEvents = because(
  "The client looks for events in the body of a failed reply too: its error has no words of the server.",
);

/** By name of the recording. */
export const differences: Readonly<Record<string, ClientDifference>> = {
  "openai-chat/empty-200.sse": endIsEnd("ends without an error"),
  "openai-chat/error-200-json.json": notEvents("ends without an error"),
  "openai-chat/error-event-plain-text.sse": because(
    "The client parses the data of every event, errors included: it throws a SyntaxError instead of the server's words.",
  )("shows another error"),
  "openai-chat/error-json-as-event-stream.json": notEvents("ends without an error"),
  "openai-chat/error-mid-stream-openrouter.sse": because(
    "The chunk with the error has the finish reason too; the client throws and does not hand it on.",
  )("shows another finish reason"),
  "openai-chat/fake-sentinel.sse": because(
    "To the client any data that starts with `[DONE]` is the end; here it is `[DONE]malicious`, and the answer goes on.",
  )("shows another text, finish reason"),
  "openai-chat/function-call-legacy.sse": because(
    "The client hands on `function_call` beside `tool_calls`; Headwater has one kind of call.",
  )("shows another list of calls"),
  "openai-chat/html-200.html": notEvents("ends without an error"),
  "openai-chat/last-chunk-without-blank-line.sse": because(
    "The client drops the last event of a body if no blank line follows, even a complete one.",
  )("shows another text, finish reason"),
  "openai-chat/lost-after-finish.sse": because(
    "The client throws when the connection is lost, also when the finish reason has come and nothing is missing.",
  )("throws"),
  "openai-chat/malformed-json.sse": badFrame("throws"),
  "openai-chat/nonstream-citations.json": notEvents("shows another text, finish reason, token count"),
  "openai-chat/nonstream-leading-blank-lines.json": notEvents("shows another text, finish reason, token count"),
  "openai-chat/nonstream-tools.json": notEvents("shows another list of calls, finish reason, token count"),
  "openai-chat/nonstream.json": notEvents("shows another text, finish reason, token count"),
  "openai-chat/parallel-calls-gemini.sse": because(
    "Gemini gives all calls the index 0. Put together by index, as the client's own `ChatCompletionStream` does, they are one.",
  )("shows another list of calls"),
  "openai-chat/reasoning-mistral.sse": because(
    "Mistral's `content` is a list of parts; the client hands it on as it is where its type promises a string.",
  )("shows another text"),
  "openai-chat/truncated-eof.sse": endIsEnd("ends without an error"),
  "openai-chat/truncated-mid-json-eof.sse": endIsEnd("ends without an error"),
  "openai-completions/nonstream.json": notEvents("shows another text, finish reason, token count"),
  "openai-completions/truncated-eof.sse": endIsEnd("ends without an error"),
  "openai-responses/error-flat.sse": because(
    "The client throws on a member `error` only; the event `error` with `code` and `message` beside `type` is handed on.",
  )("ends without an error"),
  "openai-responses/failed-only.sse": failedIsEvent("ends without an error"),
  "openai-responses/final-output-only.sse": because(
    "The rest comes in the output of `response.completed` alone; the client hands that on, but does not complete the items.",
  )("shows another text, list of calls"),
  "openai-responses/nonstream-tools.json": notEvents("shows another list of calls, token count"),
  "openai-responses/nonstream.json": notEvents("shows another text, token count"),
  "sse-framing/fields-odd.sse": badFrame("throws, shows another finish reason"),
  "twelvelabs-analyze/truncated.ndjson": endIsEnd("ends without an error"),
  "twelvelabs-analyze/unknown-events.ndjson": badFrame("throws, shows another text"),
  "twelvelabs/done-in-delta.sse": because("To the client a line that has `[DONE]` anywhere in it is the end.")(
    "shows another text",
  ),
  "twelvelabs/error-400-flat.json": bodyNotRead("shows another error"),
  "twelvelabs/error-400-nested.json": bodyNotRead("shows another error"),
  "twelvelabs/error-429.json": bodyNotRead("shows another error"),
  "twelvelabs/failed.sse": failedIsEvent("ends without an error"),
  "twelvelabs/nonstream-intermediate.json": notEvents("shows another text"),
  "twelvelabs/nonstream.json": notEvents("shows another text"),
  "writer-agent/empty.sse": endIsEnd("ends without an error"),
  "writer-agent/half-event-eof.sse": endIsEnd("ends without an error"),
  "writer-agent/nonstream.json": notEvents("shows another text"),
  "writer-agent/not-streamed.json": notEvents("shows another text"),
  "writer-chat/deprecated-message.sse": because(
    "The old chunks have `message` where the client's type has `delta`; and to it the end of the body is the end.",
  )("ends without an error, shows another text"),
  "writer-chat/graph-lost.sse": endIsEnd("ends without an error"),
  "writer-chat/nonstream-web-search.json": notEvents("shows another text, finish reason, token count"),
  "writer-chat/nonstream.json": notEvents("shows another text, finish reason, token count"),
  "writer-completions/bad-chunk.sse": badFrame("throws, shows another text"),
  "writer-completions/empty.sse": endIsEnd("ends without an error"),
  "writer-completions/error-frame.sse": because(
    "The client throws on an event named `error` only; an error without that name is handed on as a chunk.",
  )("ends without an error"),
  "writer-completions/half-event-eof.sse": endIsEnd("ends without an error"),
  "writer-completions/nonstream.json": notEvents("shows another text"),
  "writer-completions/not-streamed-choices.json": notEvents("shows another text"),
  "writer-completions/not-streamed.json": notEvents("shows another text"),
  "writer-completions/pings-only.sse": endIsEnd("ends without an error"),
  "writer-graph/empty.sse": endIsEnd("ends without an error"),
  "writer-graph/nonstream.json": notEvents("shows another text"),
  "writer-graph/not-streamed.json": notEvents("shows another text"),
  "writer-graph/web-search-not-streamed.json": notEvents("shows another text"),
  "writer-web-search/basic.sse": because(
    "The client's web search knows no events, although it can ask for them: it hands on the body as one string.",
  )("shows another text"),
  "xano/error-400.json": bodyOfEvents("shows another error"),
  "xano/error-429.json": bodyOfEvents("shows another error"),
  "xano/error-event.sse": because("The client hands on an event named `error` like any other.")(
    "ends without an error, shows another list of items",
  ),
  "xano/export.jsonl": notEvents("shows another list of items"),
  "xano/not-streamed.json": notEvents("shows another list of items"),
  "xano/openai-relay.sse": endIsEnd("ends without an error"),
  "xano/poem.nonstream.json": notEvents("shows another list of items, text"),
  "xano/poem.text.txt": notEvents("shows another text"),
  "xano/unicode.sse": because(
    "The client's pattern for a line ends at U+2028, which is no end of a line to Server-Sent Events.",
  )("shows another list of items, text"),
};
