import * as adapters from "../../src/adapters/index.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { loadRecordings, type Recording } from "./recordings.js";

/** Every adapter of the package by its name, detection included. */
export const adaptersByName: Readonly<Record<string, Adapter>> = Object.fromEntries(
  Object.values(adapters).flatMap((adapter) => (typeof adapter === "object" ? [[adapter.name, adapter]] : [])),
);

/** What a user would name, where it is not the name of the recorded system itself. */
const chosen: Readonly<Record<string, Adapter>> = {
  "fastapi-jsonl": adapters.jsonLines,
  "fastapi-sse": adapters.sseItems,
  "writer-web-search": adapters.writerGraph,
  "twelvelabs/analyze.ndjson": adapters.twelvelabsAnalyze,
  "xano/export.jsonl": adapters.jsonLines,
  // Named, `xano` keeps relayed chunks as items; the expected file wants them read.
  "xano/openai-relay.sse": adapters.openaiChat,
  "xano/poem.text.txt": adapters.plainText,
};

/** The adapter a user would name for a recording, `undefined` where the bytes are of no protocol (framing only). */
export function explicitAdapter({ name, expected }: Recording): Adapter | undefined {
  const system = name.split("/")[0]!;
  const { protocol, hint } = expected.detect;
  return chosen[name] ?? chosen[system] ?? adaptersByName[system] ?? adaptersByName[hint ?? protocol ?? ""];
}

/** Bodies for an adapter. */
export interface Bodies {
  readonly name: string;
  readonly adapter: Adapter;
  readonly recordings: readonly Recording[];
}

/** Bodies that are quick to read, by the adapter that reads them; for `auto` one of each system. */
export function shortRecordings(longest: number): readonly Bodies[] {
  const found = new Map<Adapter, Recording[]>();
  const systems = new Set<string>();
  const add = (adapter: Adapter, recording: Recording) =>
    found.set(adapter, [...(found.get(adapter) ?? []), recording]);
  for (const recording of loadRecordings()) {
    const adapter = explicitAdapter(recording);
    if (adapter === undefined || recording.body.length > longest || recording.expected.http.status >= 300) continue;
    add(adapter, recording);
    if (adapter === adapters.xano) add(adapters.xanoText, recording);
    const system = recording.name.split("/")[0]!;
    if (!systems.has(system)) add(adapters.auto, recording);
    systems.add(system);
  }
  return [...found].map(([adapter, bodies]) => ({ name: adapter.name, adapter, recordings: bodies }));
}
