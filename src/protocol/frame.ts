/** One unit of a body as the framing cuts it: an SSE event, a line, a whole JSON body, a piece of plain text. */
export interface Frame {
  readonly data: string;
  /** Name of an SSE event. */
  readonly event?: string | undefined;
  /** Id of an SSE event. */
  readonly id?: string | undefined;
  /** Line number from 1, for line formats. */
  readonly line?: number | undefined;
  /** The frame is a whole body: the server answered without streaming. */
  readonly whole?: boolean | undefined;
  /** The frame is plain text, never JSON. */
  readonly plain?: boolean | undefined;
  /** The body ended cleanly inside this frame: it counts only if it can be read. */
  readonly unterminated?: boolean | undefined;
}

/** What is known of a reply before its body. */
export interface ReplyHead {
  readonly status: number;
  /** Content type without parameters, in lower case; `""` when there is none. */
  readonly contentType: string;
}

/** Cuts text into frames. Synchronous: frames leave through the callback given at creation. */
export interface FrameParser {
  /** The next piece of decoded text, cut anywhere. */
  readonly push: (text: string) => void;
  /**
   * The body ended cleanly. Emits what is complete enough to be read.
   * @returns `false` when the body ended inside something that could not be emitted
   */
  readonly end: () => boolean;
}

/** A way to cut a body into frames. A plain value, so that unused ones vanish from bundles. */
export interface Framing {
  readonly createParser: (onFrame: (frame: Frame) => void, head: ReplyHead) => FrameParser;
}
