"use client";
import { useEffect, useInsertionEffect, useReducer, useState, useSyncExternalStore } from "react";
import { commonEntity } from "../../markdown/common-entities.js";
import type { ExtensionSyntax } from "../../markdown/extension.js";
import { createMarkdown, type Annotation, type Groups, type MarkdownDocument } from "../../markdown/document.js";
import { entities } from "../../markdown/named.js";
import { same } from "../../markdown/same.js";
import { growthOf, type TextGrowth } from "../../protocol/text-growth.js";

/** A text that may grow. */
export interface TextSource {
  readonly text: string;
  /** The part of a message that holds it. */
  readonly part?: object | undefined;
}

/** What a text reads as. */
export interface MarkdownView {
  readonly text: string;
  readonly streaming: boolean;
  readonly annotations: Annotations;
  readonly groups: Groups;
  /** There may be footnotes in it. */
  readonly mayHaveNotes: boolean;
  /** More of the text has come than was read. */
  readonly isBehind: boolean;
  /** Name of an entity that only the whole table may know. */
  readonly missed: string | undefined;
}

type Extensions = readonly ExtensionSyntax[] | undefined;
type Annotations = readonly Annotation[] | undefined;

const noAnnotations: readonly Annotation[] = [];

/** What was read anew, by the views that are known of what has not changed. */
function keepKnown(known: Groups, groups: Groups): Groups {
  return groups.map((blocks, index) => {
    const before = known[index] ?? [];
    const kept = blocks.map((block, place) => (same(before[place], block) ? before[place]! : block));
    return same(before, kept, Object.is) ? before : kept;
  });
}

/** How a text is read. */
interface Reading {
  /** Others than before read the text again. */
  readonly extensions?: Extensions;
  /** What stands in the text without being in it. */
  readonly annotations?: Annotations;
  /** All names of entities are known, not only the common ones. */
  readonly hasEntities?: boolean;
  /** Another one than before reads on where more of the text has come than was read. */
  readonly tick?: number;
}

interface Reader {
  readonly read: (source: TextSource, streaming: boolean, reading?: Reading) => MarkdownView;
  /** This is on the screen. */
  readonly commit: (view: MarkdownView | undefined) => void;
  /** The text grew, or may have: what is on the screen is asked for again. */
  readonly hasStreamed: () => boolean;
}

/** Characters at the beginning and at the end by which a text is known again. */
const head = 64;
const tail = 256;

/** Characters that are read for one rendering: more would hold up the page, and what is left waits for the next. */
const slice = 16_384;

/**
 * Whether the text begins with what was read. While it streams this looks at both ends only: the whole would be compared for
 * every token, and a text that streams only grows. The last look is exact.
 */
function goesOn(text: string, read: string, streaming: boolean): boolean {
  if (text.length < read.length) return false;
  if (!streaming) return text.startsWith(read);
  const from = Math.max(0, read.length - tail);
  return text.startsWith(read.slice(0, head)) && text.startsWith(read.slice(from), from);
}

/** A piece of a text that does not keep all of the text in memory, as pieces in V8 do. */
function copyFrom(text: string, start: number): string {
  return ` ${text.slice(start)}`.slice(1);
}

/**
 * A parser with a memory of what is on the screen. A rendering may be repeated or thrown away: it gets the same view again, and
 * one of an older text than the parser has taken starts a new parser, so what is shown depends on the text alone.
 */
export function createReader(): Reader {
  let parser: MarkdownDocument | undefined;
  /** The text so far, how it came about, and the end of it that was not read yet. */
  let taken = "";
  let growth: TextGrowth | undefined;
  let rest = "";
  let mayHaveNotes = false;
  let lastCharacter = "";
  let latest: (MarkdownView & { readonly tick: number }) | undefined;
  let committed: MarkdownView | undefined;
  let missed: string | undefined;
  let how: Reading = {};
  let hasStreamed = false;

  /** The table of entities may come while the parser is at work: from then on it serves those who missed something. */
  function named(name: string): string | undefined {
    const found = commonEntity(name) ?? (how.hasEntities ? entities.named(name) : undefined);
    if (found === undefined) missed = name;
    return found;
  }

  function startAnew(): void {
    parser = latest = committed = undefined;
  }

  function start(): MarkdownDocument {
    missed = undefined;
    return createMarkdown({ named, ...(how.extensions && { extensions: how.extensions }) });
  }

  /** What never grew is not kept: it is seldom shown again, and there may be thousands. */
  function readOnce(text: string, annotations: Annotations): MarkdownView {
    const document = start();
    document.append(text);
    if (annotations) document.annotate(annotations, text);
    document.end();
    const groups = document.blocks();
    return { text, streaming: false, annotations, groups, mayHaveNotes: text.includes("[^"), isBehind: false, missed };
  }

  /** Takes what is new of a text. Whether there is more to it: else it is another text. */
  function take({ text, part }: TextSource, streaming: boolean): boolean {
    const next = part && growthOf(part);
    const before = parser;
    // What was put together piece by piece need not be looked through. The last look is exact.
    if (parser && streaming && next && next.deltas === growth?.deltas && next.count >= growth.count) {
      for (let index = growth.count; index < next.count; index++) rest += next.deltas[index];
    } else if (parser && goesOn(text, taken, streaming)) rest += copyFrom(text, taken.length);
    else {
      parser = start();
      rest = text;
      mayHaveNotes = false;
      lastCharacter = "";
    }
    growth = next;
    taken = text;
    return parser === before;
  }

  function readRest(length: number): void {
    const text = rest.slice(0, length);
    rest = rest.slice(length);
    if (text === "") return;
    mayHaveNotes ||= (lastCharacter + text).includes("[^");
    lastCharacter = text.slice(-1);
    parser!.append(text);
  }

  return {
    read(source, streaming, reading = {}) {
      const { text } = source;
      const { extensions, annotations, hasEntities, tick = 0 } = reading;
      if (extensions !== how.extensions || (hasEntities !== how.hasEntities && missed !== undefined)) startAnew();
      how = reading;
      hasStreamed ||= streaming;
      if (!hasStreamed) return readOnce(text, annotations);
      const isThis = (view?: MarkdownView) =>
        view?.streaming === streaming && view.text === text && view.annotations === annotations;
      if (!committed?.isBehind && isThis(committed)) return committed!;
      if (latest?.tick === tick && isThis(latest)) return latest;
      const known = parser ? undefined : committed?.groups;
      const hasGrown = take(source, streaming);
      // What is there at first is shown at once; and in a page that nobody sees nothing is held up.
      readRest(hasGrown && committed && !document.hidden ? slice : Infinity);
      const isBehind = rest !== "";
      parser!.annotate(annotations ?? noAnnotations, text);
      if (!streaming && !isBehind) parser!.end();
      const blocks = parser!.blocks();
      const groups = known ? keepKnown(known, blocks) : blocks;
      latest = { text, streaming, annotations, groups, mayHaveNotes, isBehind, missed, tick };
      // Of what is complete only the blocks are needed.
      if (!streaming && !isBehind) {
        parser = undefined;
        taken = "";
      }
      return latest;
    },
    commit(view) {
      if (view) committed = view;
    },
    hasStreamed: () => hasStreamed,
  };
}

/**
 * What a text in Markdown reads as. A text that grows is read once: what has not changed keeps its identity.
 *
 * @param streaming more of it may come; what is open at its end is closed for the screen
 */
export function useMarkdown(
  source: TextSource,
  streaming: boolean,
  extensions: Extensions,
  annotations?: Annotations,
): MarkdownView {
  const [reader] = useState(createReader);
  const [tick, goOn] = useReducer((count: number) => count + 1, 0);
  // Nothing of it on a server: what hydrates is to be the same.
  const hasEntities = useSyncExternalStore(entities.whenLoaded, entities.isLoaded, () => false);
  const view = reader.read(source, streaming, { extensions, annotations, hasEntities, tick });
  // What an effect depends on stays in memory: not every message that was ever read.
  const live = reader.hasStreamed() ? view : undefined;
  useInsertionEffect(() => reader.commit(live), [reader, live]);
  // Not the view itself: an effect for each token would cost a task for each.
  const behind = view.isBehind ? view : undefined;
  useEffect(() => {
    if (!behind) return undefined;
    // A task of its own: the page can do something else before.
    const timer = setTimeout(goOn);
    return () => clearTimeout(timer);
  }, [behind]);
  const { missed } = view;
  useEffect(() => {
    if (missed !== undefined) entities.named(missed);
  }, [missed]);
  return view;
}
