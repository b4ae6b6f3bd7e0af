/** One Server-Sent Event with a value as JSON. */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** A chunk of an OpenAI-compatible chat with a piece of text. */
export function delta(content: string, index: number = 0): string {
  return event({ choices: [{ index, delta: { content } }] });
}

/** The chunk that completes the answer. */
export const finish: string = event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });

/** The end marker. */
export const done = "data: [DONE]\n\n";

/** The chunks of a complete answer. */
export function answer(...texts: string[]): string[] {
  return [...texts.map((text) => delta(text)), finish, done];
}
