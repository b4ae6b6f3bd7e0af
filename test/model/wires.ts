import { createRandom } from "../../src/testing/random.js";
import { delta, done, event, finish } from "../helpers/openai.js";
import { pick } from "./schedule.js";

/** How the server of a model answers. */
export type Wire = "openai-chat" | "json-lines" | "plain-text";

/** What can go wrong with a reply, or with asking for it. */
export const faults = [
  "none",
  "buffered",
  "http error as JSON",
  "http error as HTML",
  "HTML page",
  "JSON error",
  "empty",
  "error in the stream",
  "lost in the middle",
  "lost after the finish reason",
  "ends too early",
  "stalls",
  "open after the end marker",
  "pings only",
  "no reply",
  "refused",
  "endpoint throws",
  "endpoint never resolves",
  "chunks after the abort",
  "cannot be cancelled",
] as const;

export type Fault = (typeof faults)[number];

const notIn: Readonly<Record<Wire, readonly Fault[]>> = {
  "openai-chat": [],
  // Items may be anything, errors too; they end with the body.
  "json-lines": ["JSON error", "error in the stream", "lost after the finish reason", "open after the end marker"],
  "plain-text": [
    "JSON error",
    "error in the stream",
    "lost after the finish reason",
    "open after the end marker",
    "buffered",
    "ends too early",
    "pings only",
  ],
};

/** What a wire can suffer. Half of the replies are well. */
export function chooseFault(wire: Wire, random: number, which: number): Fault {
  if (random < 0.4) return "none";
  return pick(
    faults.filter((fault) => !notIn[wire].includes(fault)),
    which,
  );
}

/** A piece of a body that can be read when all its bytes are there. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly kind: "text" | "finish" | "marker" | "error" | "nothing";
  readonly text?: string;
}

export interface Body {
  readonly status: number;
  readonly contentType: string;
  readonly pieces: readonly Piece[];
  /** How it ends after the last byte that is sent. */
  readonly end: "clean" | "lost" | "open";
  /** How many of the bytes are sent. */
  readonly length: number;
}

const encoder = new TextEncoder();
// So that no text is only ASCII and some are cut inside a character.
const endings = ["", " ", "\n", " é", " 🌊 "];

const contentTypes: Readonly<Record<Wire, string>> = {
  "openai-chat": "text/event-stream",
  "json-lines": "application/jsonl",
  "plain-text": "text/plain",
};

function piece(text: string, kind: Piece["kind"], said?: string): Piece {
  return { bytes: encoder.encode(text), kind, ...(said !== undefined && { text: said }) };
}

function sayPiece(wire: Wire, text: string): Piece {
  const framed = {
    "openai-chat": delta,
    "json-lines": (line: string) => `${JSON.stringify(line)}\n`,
    "plain-text": String,
  };
  return piece(framed[wire](text), "text", text);
}

/** What a reader shows of texts that came whole. */
export function join(wire: Wire, texts: readonly string[]): string {
  return texts.join(wire === "json-lines" ? "\n" : "");
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((length, { bytes }) => length + bytes.length, 0);
}

/** What the server will send to request `number`. Every piece of text tells its request and its place. */
export function createBody(wire: Wire, fault: Fault, number: number, seed: number): Body {
  const random = createRandom(seed);
  // A format that is not named cannot be found in half a piece.
  const count = (fault === "ends too early" ? 2 : 1) + Math.floor(random() * 5);
  const texts = Array.from({ length: count }, (_, index) => `⟦r${number}:${index}⟧${pick(endings, random())}`);
  const said = texts.map((text) => sayPiece(wire, text));
  const ping = wire === "openai-chat" ? ": ping\n\n" : "\n";
  const some = wire !== "plain-text" && random() < 0.3 ? [piece(ping, "nothing")] : [];
  const close = wire === "openai-chat" ? [piece(finish, "finish"), piece(done, "marker")] : [];
  const base = { status: 200, contentType: contentTypes[wire], end: "clean" as const };
  const plan = (pieces: readonly Piece[], rest: Partial<Body> = {}): Body => ({
    ...base,
    pieces,
    length: lengthOf(pieces),
    ...rest,
  });
  const whole = [...some, ...said, ...close];
  switch (fault) {
    case "buffered": {
      const message = { role: "assistant", content: texts.join("") };
      const json = wire === "json-lines" ? texts : { choices: [{ index: 0, message, finish_reason: "stop" }] };
      return plan([piece(JSON.stringify(json), "nothing", join(wire, texts))], { contentType: "application/json" });
    }
    case "http error as JSON":
      return plan([piece('{"error":{"message":"Too many requests"}}', "nothing")], {
        status: 429,
        contentType: "application/json",
      });
    case "http error as HTML":
      return plan([piece("<html>Bad gateway</html>", "nothing")], { status: 502, contentType: "text/html" });
    case "HTML page":
      return plan([piece("<!doctype html><p>Hello</p>", "nothing")], { contentType: "text/html" });
    case "JSON error":
      return plan([piece('{"error":{"message":"Overloaded"}}', "nothing")], { contentType: "application/json" });
    case "empty":
      return plan([]);
    case "error in the stream":
      return plan([...some, ...said.slice(1), piece(event({ error: { message: "Overloaded" } }), "error")]);
    case "lost in the middle":
      return plan([...some, ...said], { end: "lost", length: Math.floor(random() * lengthOf(said)) });
    case "lost after the finish reason":
      return plan([...some, ...said, close[0]!], { end: "lost" });
    case "ends too early": {
      // Inside the last piece, before it could be taken for a whole one.
      const last = said.at(-1)!.bytes.length;
      const cut = 1 + Math.floor(random() * (last - 8));
      return plan([...some, ...said], { length: lengthOf([...some, ...said]) - last + cut });
    }
    case "stalls":
      return plan(whole, { end: "open", length: Math.floor(random() * (lengthOf([...some, ...said]) + 1)) });
    case "open after the end marker":
      return plan(whole, { end: "open" });
    case "pings only":
      return plan(
        Array.from({ length: 3 + count }, () => piece(ping, "nothing")),
        { end: "open" },
      );
    default:
      return plan(whole);
  }
}
