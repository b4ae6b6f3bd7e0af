/** Longest piece of text in one frame, in code points: text without spaces (Japanese, base64) is cut too. */
const longestPiece = 16;

const piece = new RegExp(`\\s*\\S{1,${longestPiece}}|\\s+`, "gu");

/**
 * Cuts a text as models do: about a word at a time, its white space before it. Joined, the pieces are the text again; no
 * piece ends inside a surrogate pair.
 */
export function cutWords(text: string): readonly string[] {
  return text.match(piece) ?? [];
}

/** Cuts JSON text into pieces of up to 12 code points, as the arguments of tool calls arrive. */
export function cutArguments(text: string): readonly string[] {
  return text.match(/[^]{1,12}/gu) ?? [];
}

/** A Server-Sent Event whose data is text; each of its lines is a line of data. */
export function sseText(data: string, event?: string): string {
  const lines = data.split("\n").map((line) => `data: ${line}\n`);
  return `${event === undefined ? "" : `event: ${event}\n`}${lines.join("")}\n`;
}

/** A Server-Sent Event whose data is JSON on one line. */
export function sseJson(json: unknown, event?: string): string {
  return sseText(JSON.stringify(json) ?? "null", event);
}

/** OpenAI's mark of the end, which others copied. */
export const doneFrame: string = sseText("[DONE]");

/** One line of JSON Lines. */
export function jsonLine(json: unknown): string {
  return `${JSON.stringify(json) ?? "null"}\n`;
}

/** The JSON of a frame, event or line. `undefined` for what is none. */
export function frameJson(frame: string): unknown {
  const lines = frame.split("\n").filter((line) => line !== "" && !/^(event|id|retry)?:/.test(line));
  try {
    return JSON.parse(lines.map((line) => line.replace(/^data: ?/, "")).join("\n")) as unknown;
  } catch {
    return undefined;
  }
}
