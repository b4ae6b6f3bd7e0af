import type { Reference, Source, Subquery } from "../../protocol/message.js";
import { sseJson } from "./frames.js";
import type { MockAnswer, MockError } from "./wire.js";

/** Writer's names of errors, by status. */
const names: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  429: "TooManyRequests",
};

/**
 * The body of a reply with an error status.
 *
 * Source: Writer API reference, "Error codes"; `writer-sdk` 2.3.2, `ErrorObject` in `resources/shared.d.ts`.
 */
export function writerError({ message, type, code = "fail.internalServerError" }: MockError, status = 500): unknown {
  const tpe = type ?? names[status] ?? "InternalServerError";
  return { tpe, errors: [{ description: message, key: code, extras: {} }], extras: {} };
}

/** An error inside a stream. The clients of Writer throw on its event name. */
export function writerErrorFrame(error: MockError): string {
  return sseJson(writerError(error), "error");
}

/** Snippets of files, as Knowledge Graphs give them. */
function writeFiles(sources: readonly Source[]): readonly object[] {
  return sources.flatMap(({ kind, fileId, id, snippet = "" }) =>
    kind === "file" ? { file_id: fileId ?? id, snippet } : [],
  );
}

/** Pages, as a web search gives them. */
export function writePages(sources: readonly Source[]): readonly object[] {
  return sources.flatMap(({ kind, url, snippet }) =>
    kind === "web" && url !== undefined ? { url, raw_content: snippet ?? null } : [],
  );
}

function writeReferences(references: readonly Reference[]): object {
  const of = (wanted: Reference["kind"]) => references.filter(({ kind }) => kind === wanted);
  return {
    files: of("file").map(({ text, fileId, score = 0, page, cite }) => ({ text, fileId, score, page, cite })),
    web: of("web").map(({ text, url, title, score = 0 }) => ({ text, url, title, score })),
  };
}

/** What a Knowledge Graph found: `sources`, `subqueries`, and `references` where there are any. */
export function writeGraphData({ sources = [], subqueries = [], references = [] }: MockAnswer): {
  readonly sources: readonly object[];
  readonly subqueries: readonly object[];
  readonly references?: object;
} {
  const writeSubquery = ({ query, answer, sources: found }: Subquery) => ({
    query,
    answer,
    sources: writeFiles(found),
  });
  return {
    sources: writeFiles(sources),
    subqueries: subqueries.map(writeSubquery),
    ...(references.length > 0 && { references: writeReferences(references) }),
  };
}
