import type { Citation, FinishReason, Reference, Source, Subquery, Usage } from "../../protocol/message.js";

/** A step of an agent on the way to its answer. */
export interface MockStage {
  readonly title: string;
  readonly text?: string | undefined;
  /** What sort of work it is, for instance `tool`, `search`. */
  readonly kind?: string | undefined;
  /** What a tool that the server ran was given and what it gave back: text, or JSON text. */
  readonly input?: string | undefined;
  readonly output?: string | undefined;
  readonly sources?: readonly Source[] | undefined;
}

/** A function that the model asks the client to call. */
export interface MockToolCall {
  /** @defaultValue an id in the form of the wire */
  readonly id?: string | undefined;
  readonly name: string;
  /** Sent as JSON text, in pieces where the wire streams them. A string is taken to be that text already. */
  readonly arguments: unknown;
}

/** What a mock server says. A wire that has no place for something leaves it out. */
export interface MockAnswer {
  readonly text?: string | undefined;
  readonly reasoning?: string | undefined;
  /** The model declines, in its own words. */
  readonly refusal?: string | undefined;
  /** What the server calls the answer. */
  readonly title?: string | undefined;
  readonly stages?: readonly MockStage[] | undefined;
  readonly sources?: readonly Source[] | undefined;
  /** Offsets are of `text`, in UTF-16 units; the wire counts in its own way. */
  readonly citations?: readonly Citation[] | undefined;
  readonly subqueries?: readonly Subquery[] | undefined;
  readonly references?: readonly Reference[] | undefined;
  readonly toolCalls?: readonly MockToolCall[] | undefined;
  /** Values of an item stream; for chat wires they are left out. @defaultValue the lines of `text` */
  readonly items?: readonly unknown[] | undefined;
  /** @defaultValue the number of words, for wires that report usage */
  readonly usage?: Usage | undefined;
  /** @defaultValue `"tool_calls"` with tool calls, else `"stop"` */
  readonly finishReason?: FinishReason | undefined;
  /** @defaultValue the `model` of the request, else one of the wire */
  readonly model?: string | undefined;
}

/** A request as a mock server understands it. */
export interface MockRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** Named segments of the path, for instance `{id: "…"}` for `/v1/applications/:id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON parsed, text as it is, `undefined` without one. */
  readonly body: unknown;
  /** The newest words of the user, wherever this wire has them; `""` if there are none. */
  readonly prompt: string;
  /** Whether a stream is asked for, as this wire asks for it. */
  readonly stream: boolean;
}

/** How a body is cut into frames: events, lines, one JSON value, words. */
export type Transport = "sse" | "jsonl" | "json" | "text";

/** An error as a server reports it. */
export interface MockError {
  readonly message: string;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
}

/** One wire format as its server speaks it: the counterpart of an adapter. */
export interface MockWire {
  /** As the adapter's folder, for instance `openai-chat`. */
  readonly name: string;
  /** One line for people: which servers speak it. */
  readonly title: string;
  /** Where its real servers answer, the usual path first: `POST /v1/applications/:id`. */
  readonly routes: readonly string[];
  readonly transport: Transport;
  readonly contentType: string;
  /** Headers of a streamed reply besides the content type. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The newest words of the user in a request body. @defaultValue the last user message of `messages`, else `prompt`, `input` … */
  readonly prompt?: ((body: unknown) => string) | undefined;
  /** Whether a request asks for a stream. @defaultValue `body.stream !== false` */
  readonly streams?: ((request: Omit<MockRequest, "prompt" | "stream">) => boolean) | undefined;
  /** The answer as frames, complete with whatever ends it. Joined, they are the body. About one frame per word. */
  readonly encode: (answer: MockAnswer, request: MockRequest) => readonly string[];
  /** The same answer as one JSON body. `undefined`: this wire has none. */
  readonly encodeBody?: ((answer: MockAnswer, request: MockRequest) => unknown) | undefined;
  /** A frame that reports an error inside the stream. `undefined`: this wire has none. */
  readonly encodeError?: ((error: MockError) => string) | undefined;
  /** The body of a reply with an error status. @defaultValue `{error: {message, type, code}}` */
  readonly errorBody?: ((error: MockError, status: number) => unknown) | undefined;
  /** Whether a frame belongs to the end of an answer (finish reason, terminal event, end marker), without which it is truncated. */
  readonly isEnd?: ((frame: string) => boolean) | undefined;
}
