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
}

// As data addresses, because a development server may change what it serves under an address that ends in ".html".
const bodies = import.meta.glob<string>(
  ["../../src/**/recordings/*", "!../../src/**/recordings/*.expected.json", "!../../src/**/recordings/*.md"],
  { query: "?url&inline", import: "default" },
);
const heads = import.meta.glob<RecordedHead>("../../src/**/recordings/*.expected.json", { import: "http" });

/** `../../src/adapters/openai-chat/recordings/length.sse` → `openai-chat/length.sse` */
function nameOf(path: string): string {
  return path.replace(/^.*\/([^/]+)\/recordings\//, "$1/");
}

const paths = new Map(Object.keys(bodies).map((path) => [nameOf(path), path]));

/** Names of all recordings as `<folder>/<file>`, sorted. */
export const recordingNames: readonly string[] = [...paths.keys()].sort();

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
  const loadHead = heads[`${path}.expected.json`];
  if (loadBody === undefined || loadHead === undefined) {
    throw new Error(
      `There is no recording "${name}" with its expected result. There are: ${recordingNames.join(", ")}`,
    );
  }
  const [url, head] = await Promise.all([loadBody(), loadHead()]);
  return { body: decodeDataUrl(url), head };
}
