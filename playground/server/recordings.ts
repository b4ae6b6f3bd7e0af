import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Transport } from "../../src/testing/wires/wire.js";

const suffix = ".expected.json";

/** A recording as `GET /mock/wires` lists it. */
export interface RecordingInfo {
  /** The adapter's folder, or `framing`. */
  readonly wire: string;
  /** The file of the body, with its extension. */
  readonly name: string;
  /** `<system>/<file>` in the full collection. */
  readonly fixture: string;
  readonly title: string;
  /** Of the recorded request. */
  readonly method: string;
  /** `null` where the reply had none. */
  readonly contentType: string | null;
  /** Length of the body. */
  readonly bytes: number;
  /** What a correct reader makes of it. */
  readonly outcome: "complete" | "error" | "truncated";
  readonly kind: "chat" | "items";
}

/** A recording with everything that replaying it needs. */
export interface Recording extends RecordingInfo {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyEnd: "clean" | "aborted";
  /** What the body is made of, whatever its content type says. */
  readonly transport: Transport;
  readonly result: ExpectedResult;
  readonly body: Uint8Array;
}

/** The part of an expected result that the faults use. */
export interface ExpectedResult {
  readonly outcome: RecordingInfo["outcome"];
  readonly text: string;
  readonly id?: string;
  readonly model?: string;
  readonly items?: readonly unknown[];
}

interface Expected {
  readonly fixture: string;
  readonly title: string;
  readonly http: Pick<Recording, "method" | "status" | "headers" | "bodyEnd">;
  readonly detect: { readonly transport: Transport };
  readonly result: ExpectedResult;
}

interface Place {
  readonly wire: string;
  readonly name: string;
  readonly file: string;
}

async function readFolder(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
}

/** What there is, by `<wire>/<name>`: a name in a request never becomes a path, it is only looked up here. */
async function scan(root: string): Promise<Map<string, Place>> {
  const adapters = path.join(root, "adapters");
  const folders = (await readFolder(adapters)).map((wire) => ({ wire, folder: path.join(adapters, wire) }));
  folders.push({ wire: "framing", folder: path.join(root, "framing") });
  const places = await Promise.all(
    folders.map(async ({ wire, folder }) => {
      const files = await readFolder(path.join(folder, "recordings"));
      return files
        .filter((file) => file.endsWith(suffix))
        .map((file) => file.slice(0, -suffix.length))
        .map((name): Place => ({ wire, name, file: path.join(folder, "recordings", name) }));
    }),
  );
  return new Map(places.flat().map((place) => [`${place.wire}/${place.name}`, place]));
}

async function readExpected({ file }: Place): Promise<Expected> {
  return JSON.parse(await readFile(file + suffix, "utf8")) as Expected;
}

function toInfo({ wire, name }: Place, { fixture, title, http, result }: Expected, bytes: number): RecordingInfo {
  const contentType = http.headers["content-type"] ?? null;
  const kind = Array.isArray(result.items) ? "items" : "chat";
  return { wire, name, fixture, title, method: http.method, contentType, bytes, outcome: result.outcome, kind };
}

/**
 * All recordings below `root` (`framing/recordings` and `adapters/<wire>/recordings`), by wire and name. Read from the disk
 * each time, so a recording added while the server runs is there at the next request.
 */
export async function listRecordings(root: string): Promise<RecordingInfo[]> {
  const places = [...(await scan(root)).values()];
  const list = await Promise.all(
    places.map(async (place) => toInfo(place, await readExpected(place), (await stat(place.file)).size)),
  );
  return list.toSorted((a, b) => a.wire.localeCompare(b.wire) || a.name.localeCompare(b.name));
}

/** One recording, `undefined` if there is none of that name. */
export async function findRecording(root: string, wire: string, name: string): Promise<Recording | undefined> {
  const place = (await scan(root)).get(`${wire}/${name}`);
  if (place === undefined) return undefined;
  const [expected, body] = await Promise.all([readExpected(place), readFile(place.file)]);
  const { http, detect, result } = expected;
  return {
    ...toInfo(place, expected, body.length),
    status: http.status,
    headers: http.headers,
    bodyEnd: http.bodyEnd,
    transport: detect.transport,
    result,
    body,
  };
}
