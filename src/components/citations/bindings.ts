import type { Annotation } from "../../markdown/document.js";
import type { Citation, Message } from "../../protocol/message.js";
import { isName, type ListedSource } from "../source-list/listed-source.js";

/** Name of the extension that shows marks. */
export const citationName = "citation";

/** What a mark leads to. */
export interface CitationTarget {
  readonly source: ListedSource;
  readonly number: number;
  /** The list it stands in. */
  readonly list: "source" | "cited" | "passage";
}

/** What is cited in a message, and where. */
export interface CitationBindings {
  /** Each page, file or stretch of a film that is cited and no source, once. */
  readonly cited: readonly ListedSource[];
  /** By the order of the citations. */
  readonly targets: readonly CitationTarget[];
  /** By what stands in the text: marks as they are, names in the place of addresses; and by their numbers as `#1`. */
  readonly named: ReadonlyMap<string, CitationTarget>;
  /** Gives files the names that citations of them have: some servers tell their ids alone, and the names in the text. */
  readonly titled: <S extends ListedSource>(list: readonly S[]) => readonly S[];
  /** Where marks stand that the text itself does not have, by the parts of the message. */
  readonly annotations: readonly (readonly Annotation[] | undefined)[];
}

type Cited = Pick<Message, "parts" | "sources" | "citations" | "references">;

/** A mark or a link to a name that a text ends with: where it stands already, no other mark is needed. */
const ownMark = /(\[\d[^[\]]{0,99}\]|【[^【】]{1,99}】)$|\]\([\w-]+\)$/;

/** The place that stands for it in lists. */
function keyOf({ url, fileId, itemId, title, kind, startSec, endSec }: Citation): string {
  return JSON.stringify([url ?? fileId ?? itemId ?? title ?? kind, startSec, endSec]);
}

/** Puts citations in the order of the text and tells what is the same. */
export function bindCitations({ parts, sources, citations, references = [] }: Cited): CitationBindings {
  const titles = new Map<string | undefined, string>();
  for (const { title, fileId } of citations) if (fileId && title && isName(title)) titles.set(fileId, title);
  const titled: CitationBindings["titled"] = (list) =>
    list.map((source) =>
      source.title || !titles.has(source.fileId) ? source : { ...source, title: titles.get(source.fileId) },
    );
  const named = new Map<string, CitationTarget>();
  const name = (key: string | undefined, target: CitationTarget) => {
    if (key !== undefined && !named.has(key)) named.set(key, target);
  };
  titled(sources).forEach((source, index) => {
    const target = { source, number: index + 1, list: "source" } as const;
    name(source.url, target);
    name(source.fileId, target);
    name(`#${target.number}`, target);
  });
  titled(references).forEach((source, index) => {
    const known = named.get(source.fileId ?? source.url ?? "");
    const target = known ?? { source, number: index + 1, list: "passage" };
    name(source.cite, target);
    name(source.fileId, target);
    name(source.url, target);
    if (sources.length === 0) name(`#${index + 1}`, target);
  });
  const cited: ListedSource[] = [];
  const byKey = new Map<string, CitationTarget>();
  const targets = citations.map((citation): CitationTarget => {
    const hasTimes = citation.startSec !== undefined;
    const key = keyOf(citation);
    const known = (hasTimes ? undefined : named.get(citation.url ?? citation.fileId ?? "")) ?? byKey.get(key);
    if (known) return known;
    cited.push(citation);
    const target = { source: citation, number: sources.length + cited.length, list: "cited" } as const;
    byKey.set(key, target);
    return target;
  });

  const annotations: Annotation[][] = [];
  let start = 0;
  const texts = parts.flatMap((part, place) => (part.type === "text" ? [{ text: part.text, place }] : []));
  texts.forEach(({ text, place }, index) => {
    const end = index === texts.length - 1 ? Infinity : start + text.length;
    const seen = new Set<string>();
    citations.forEach((citation, value) => {
      if (!(citation.end > start && citation.end <= end && citation.start <= citation.end)) return;
      const at = citation.end - start;
      const target = targets[value]!;
      const [found, mark] = ownMark.exec(text.slice(Math.max(citation.start - start, 0), at)) ?? [];
      if (mark !== undefined) named.set(mark, target);
      const key = `${at} ${target.list} ${target.number}`;
      if (found === undefined && !seen.has(key))
        (annotations[place] ??= []).push({ at, name: citationName, value: `${value}` });
      seen.add(key);
    });
    start += text.length;
  });
  return { cited, targets, named, titled, annotations };
}

/** Numbers in a mark, with those between `3-5`; a few. */
function numbersIn(mark: string): number[] {
  const numbers: number[] = [];
  for (const [, first, last = first] of mark.matchAll(/(\d+)(?:†[^,;]*)?(?:\s*[–-]\s*(\d+))?/g))
    for (let number = Number(first); number <= Number(last) && numbers.length < 20; number++) numbers.push(number);
  return numbers;
}

/** What a mark stands for: nothing unless all of it is known. */
export function targetsOf(value: string, { targets, named }: CitationBindings): readonly CitationTarget[] {
  if (/^\d/.test(value)) return targets.slice(Number(value)).slice(0, 1);
  const whole = named.get(value);
  if (whole) return [whole];
  const found = numbersIn(value).map((number) => named.get(`#${number}`));
  return found.every((target) => target !== undefined) ? found : [];
}
