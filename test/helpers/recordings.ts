import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(fileURLToPath(import.meta.url), "../../..");

/** A recorded body with the result a correct reader shows. */
export interface Recording {
  /** `<system>/<file>`. */
  readonly name: string;
  readonly file: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

/** The part of an expected file that the tests read. */
export interface Expected {
  readonly fixture: string;
  readonly title: string;
  readonly sha256: string;
  readonly http: { status: number; headers: Record<string, string>; bodyEnd: "clean" | "aborted" };
  readonly detect: { transport: string; protocol: string | null; hint?: string; mode?: string };
  readonly result: ExpectedResult;
}

export interface ExpectedStage {
  readonly id?: string;
  readonly kind?: string;
  readonly content?: string;
  readonly name?: string;
  readonly input?: string;
  readonly output?: string;
  readonly sources?: readonly string[];
}

export interface ExpectedSource {
  readonly kind: string;
  readonly url?: string;
  readonly fileId?: string;
  readonly snippet?: string;
}

/** Offsets as on the wire: of TwelveLabs in code points and with an inclusive end. */
export interface ExpectedCitation {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly endInclusive?: boolean;
  readonly marker?: string;
  readonly url?: string;
  readonly title?: string | null;
  readonly itemId?: string;
  readonly startSec?: number;
  readonly endSec?: number;
  readonly thumbnailUrl?: string | null;
  readonly hlsUrl?: string | null;
}

/** The result a reader must show. */
export interface ExpectedResult {
  outcome: "complete" | "error" | "truncated";
  text: string;
  reasoning: string | null;
  refusal: string | null;
  finishReason: string | null;
  usage: Record<string, number | null> | null;
  toolCalls: { index: number; id: string; name: string; arguments: string }[];
  model?: string;
  id?: string;
  choices?: { index: number; text: string; finishReason: string | null }[];
  badFrames?: number;
  items?: unknown[];
  badLines?: { line: number; raw: string }[];
  rawFinishReason?: string;
  title?: string;
  events?: string[];
  lastEventId?: string;
  conversation?: Record<string, string>;
  stages: ExpectedStage[];
  sources: ExpectedSource[];
  subqueries?: { query: string; answer: string; sources: ExpectedSource[] }[];
  references?: { files?: object[]; web?: object[] };
  graph?: { statusSequence: string[] };
  annotations?: ExpectedCitation[];
  messages?: { phase: string; text: string }[];
  error: {
    source: "http" | "frame" | "transport" | "protocol";
    httpStatus: number | null;
    code: string | number | null;
    type: string | null;
    message: string;
    param: string | null;
    retryAfterSeconds: number | null;
    retryable: boolean;
  } | null;
}

/** Folders of recordings in the repository. */
const own = ["src/framing", ...readdirSync(path.join(root, "src/adapters")).map((name) => `src/adapters/${name}`)]
  .map((folder) => path.join(root, folder, "recordings"))
  .filter((folder) => existsSync(folder));

/** The full collection of wire bodies, third-party recordings included, where it is at hand. */
export const wireFolder: string = path.resolve(root, process.env["HEADWATER_WIRE"] ?? "../shared/wire");
export const hasWireFolder: boolean = existsSync(wireFolder);

/** Where an expected file of the collection goes against its own rules, or says less than the wire does. */
const corrections: Readonly<Record<string, Partial<ExpectedResult>>> = {
  // The text of items that are all texts is these, as lines.
  "fastapi-sse/raw.sse": { text: "plain text without quotes\ntwo\nlines\nhello" },
  // The searches that the server ran are stages; the file leaves them out.
  "openai-responses/web-search-citations.sse": { stages: Array.from({ length: 6 }, () => ({ kind: "search" })) },
};

function readFolder(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".expected.json"))
    .map((file) => {
      const expected = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Expected;
      Object.assign(expected.result, corrections[expected.fixture]);
      const bodyFile = path.join(folder, file.replace(/\.expected\.json$/, ""));
      return { name: expected.fixture, file: bodyFile, body: new Uint8Array(readFileSync(bodyFile)), expected };
    });
}

/** The copies in the repository, then what only the full collection has of the same systems. */
export function loadRecordings(): Recording[] {
  const copies = own.flatMap(readFolder);
  if (!hasWireFolder) return copies;
  const systems = readdirSync(wireFolder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  const known = new Set(copies.map(({ name }) => name));
  const rest = systems.flatMap((system) => readFolder(path.join(wireFolder, system)));
  return [...copies, ...rest.filter(({ name }) => !known.has(name))];
}
