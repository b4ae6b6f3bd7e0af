import { endsWithBlankLine, offsetInsideLine, sseData, takeBytes } from "./frames.ts";
import type { Recording } from "./recordings.ts";
import type { Reply } from "./reply.ts";

/** The longest wait of a buffering proxy, in ms. */
const longestBuffering = 5000;
/** How long a slow server thinks, in ms. */
const slowStart = 3000;

/** What a fault may look at. */
export interface FaultContext {
  readonly recording: Recording;
  /** Where it strikes: 0 is the beginning of the body, 1 its end. */
  readonly at: number;
  /** Frames per second, 0 = at once. */
  readonly rate: number;
}

/** A fault as `GET /mock/faults` lists it. */
export interface FaultInfo {
  readonly name: string;
  /** One sentence for people. */
  readonly sentence: string;
}

/** Something that goes wrong with a reply. */
export interface Fault extends FaultInfo {
  /** The reply that goes wrong in place of the right one. */
  readonly apply: (reply: Reply, context: FaultContext) => Reply;
}

function whole(status: number, contentType: string, body: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": contentType, ...headers },
    frames: [Buffer.from(body)],
    end: "clean",
  };
}

function json(status: number, value: unknown, headers?: Record<string, string>): Reply {
  return whole(status, "application/json", JSON.stringify(value), headers);
}

function firstFrames(reply: Reply, at: number): Uint8Array[] {
  return reply.frames.slice(0, Math.floor(reply.frames.length * at));
}

function cutLine(reply: Reply, at: number): Reply {
  const body = Buffer.concat(reply.frames);
  const offset = offsetInsideLine(body, Math.floor(body.length * at));
  return { ...reply, frames: takeBytes(reply.frames, offset), end: "clean" };
}

const terminalTypes = new Set(["response.completed", "response.incomplete", "response.failed"]);

/** Whether an SSE frame says that the answer is finished: a finish reason, a terminal event, the end marker. */
function isTerminal(frame: Uint8Array): boolean {
  const data = sseData(frame);
  if (data === "[DONE]") return true;
  let value: { type?: unknown; choices?: unknown } | null;
  try {
    value = JSON.parse(data) as typeof value;
  } catch {
    return false;
  }
  if (typeof value?.type === "string" && terminalTypes.has(value.type)) return true;
  const choices: unknown[] = Array.isArray(value?.choices) ? value.choices : [];
  return choices.some((choice) => Boolean((choice as { finish_reason?: unknown } | null)?.finish_reason));
}

function bufferedReply({ kind, result }: Recording): unknown {
  if (kind === "items") return result.items;
  return {
    id: result.id ?? "chatcmpl-mock",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: result.model ?? "mock",
    choices: [{ index: 0, message: { role: "assistant", content: result.text }, finish_reason: "stop" }],
  };
}

const appShell = `<!doctype html>
<html lang="en">
  <head><title>App</title><script type="module" src="/assets/index.js"></script></head>
  <body><div id="root"></div></body>
</html>
`;

const badGateway = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`;

/** All faults, in the order in which people should meet them. */
export const faults: readonly Fault[] = [
  {
    name: "none",
    sentence: "Nothing goes wrong: the reply is sent as it was recorded.",
    apply: (reply) => reply,
  },
  {
    name: "http-401",
    sentence: "The server refuses the API key: status 401 and a JSON error.",
    apply: () =>
      json(401, {
        error: {
          message: "Incorrect API key provided.",
          type: "invalid_request_error",
          param: null,
          code: "invalid_api_key",
        },
      }),
  },
  {
    name: "http-429",
    sentence: "Too many requests: status 429, a JSON error, and retry-after: 7 (seconds).",
    apply: () =>
      json(
        429,
        {
          error: {
            message: "Rate limit reached. Please try again in 7s.",
            type: "requests",
            param: null,
            code: "rate_limit_exceeded",
          },
        },
        { "retry-after": "7" },
      ),
  },
  {
    name: "http-500",
    sentence: "The server breaks before it answers: status 500 and a JSON error.",
    apply: () =>
      json(500, {
        error: {
          message: "The server had an error while processing your request.",
          type: "server_error",
          param: null,
          code: null,
        },
      }),
  },
  {
    name: "http-502-html",
    sentence: "A proxy cannot reach the server: status 502 and a page of HTML.",
    apply: () => whole(502, "text/html", badGateway),
  },
  {
    name: "html",
    sentence: "The request ends up at a web page: status 200, but the body is the HTML shell of an app.",
    apply: () => whole(200, "text/html; charset=utf-8", appShell),
  },
  {
    name: "json-error",
    sentence: "The server reports an error as if all were well: status 200 and a JSON body that holds only an error.",
    apply: () =>
      json(200, {
        error: { message: "The model is overloaded.", type: "server_error", param: null, code: "overloaded" },
      }),
  },
  {
    name: "empty",
    sentence: "The right status and content type, and then no body at all.",
    apply: (reply) => ({ ...reply, status: 200, frames: [], end: "clean" }),
  },
  {
    name: "error-frame",
    sentence:
      "Part of the answer, then an error inside the stream; a wire without error frames loses the connection instead.",
    apply: (reply, { recording, at }) => {
      const frames = firstFrames(reply, at);
      if (recording.transport !== "sse") return { ...reply, frames, end: "lost" };
      const error = { message: "The server had an error in the middle of the answer.", type: "server_error" };
      const last = frames.at(-1);
      const gap = last === undefined || endsWithBlankLine(last) ? "" : "\n\n";
      const frame = Buffer.from(`${gap}event: error\ndata: ${JSON.stringify({ error })}\n\n`);
      return { ...reply, frames: [...frames, frame], end: "clean" };
    },
  },
  {
    name: "drop",
    sentence: "The connection breaks in the middle of the body, most likely in the middle of a line.",
    apply: (reply, { recording, at }) => ({
      ...reply,
      frames: takeBytes(reply.frames, Math.floor(recording.bytes * at)),
      end: "lost",
    }),
  },
  {
    name: "cut-line",
    sentence: "The body ends in the middle of a line, as if that were its proper end.",
    apply: (reply, { at }) => cutLine(reply, at),
  },
  {
    name: "no-end",
    sentence:
      "The body ends properly, but the finish reason and the end marker never come; a wire that has neither ends in the middle of a line.",
    apply: (reply, { recording, at }) => {
      const end = recording.transport === "sse" ? reply.frames.findIndex(isTerminal) : -1;
      return end < 0 ? cutLine(reply, at) : { ...reply, frames: reply.frames.slice(0, end), end: "clean" };
    },
  },
  {
    name: "stall",
    sentence: "Part of the answer, then silence on an open connection.",
    apply: (reply, { at }) => ({ ...reply, frames: firstFrames(reply, at), end: "open" }),
  },
  {
    name: "buffered",
    sentence:
      "A proxy collects the reply: nothing for as long as streaming would have taken (5 s at most), then all of it at once.",
    apply: (reply, { rate }) => ({
      ...reply,
      wait: rate === 0 ? 0 : Math.min((reply.frames.length / rate) * 1000, longestBuffering),
      atOnce: true,
    }),
  },
  {
    name: "buffered-json",
    sentence: "The server does not stream: the whole answer comes as one JSON body.",
    apply: (_reply, { recording }) => json(200, bufferedReply(recording)),
  },
  {
    name: "slow-start",
    sentence: "The server takes 3 s before the first sign of life, then streams.",
    apply: (reply) => ({ ...reply, wait: slowStart }),
  },
];
