/** What the server said before the body, and how the body ended. */
interface RecordedHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyEnd: "clean" | "aborted";
}

/** A recorded reply of a server. */
export interface Recording {
  /** Bytes, not text: some bodies are cut in the middle of a character. */
  readonly body: Uint8Array;
  readonly head: RecordedHead;
  /** How a reader that works ends. */
  readonly outcome: "done" | "error";
}

interface Expected {
  readonly http: RecordedHead;
  readonly result: { readonly outcome: "complete" | "error" | "truncated" };
}

// As data addresses, because a development server may change what it serves under an address that ends in ".html".
const bodies = import.meta.glob<string>(
  ["../../src/**/recordings/*", "!../../src/**/recordings/*.expected.json", "!../../src/**/recordings/*.md"],
  { query: "?url&inline", import: "default" },
);
const results = import.meta.glob<Expected>("../../src/**/recordings/*.expected.json");

/** `../../src/adapters/openai-chat/recordings/length.sse` → `openai-chat/length.sse` */
function nameOf(path: string): string {
  return path.replace(/^.*\/([^/]+)\/recordings\//, "$1/");
}

const paths = new Map(Object.keys(bodies).map((path) => [nameOf(path), path]));

/** Names of all recordings as `<folder>/<file>`, sorted. */
export const recordingNames: readonly string[] = [...paths.keys()].toSorted();

function decodeDataUrl(url: string): Uint8Array {
  const base64 = url.slice(url.indexOf(",") + 1);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Loads a recording.
 *
 * @param name `<folder>/<file>`, for instance `openai-chat/length.sse`
 * @throws Error for a name that is not among {@link recordingNames}
 */
export async function loadRecording(name: string): Promise<Recording> {
  const path = paths.get(name);
  const loadBody = bodies[path ?? ""];
  const loadExpected = results[`${path}.expected.json`];
  if (loadBody === undefined || loadExpected === undefined) {
    throw new Error(
      `There is no recording "${name}" with its expected result. There are: ${recordingNames.join(", ")}`,
    );
  }
  const [url, { http, result }] = await Promise.all([loadBody(), loadExpected()]);
  return { body: decodeDataUrl(url), head: http, outcome: result.outcome === "complete" ? "done" : "error" };
}
