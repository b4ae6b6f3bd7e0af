"use client";
import { useInsertionEffect, useState } from "react";
import { createMarkdown, type Groups, type MarkdownDocument } from "../../markdown/document.js";

/** What a text reads as. */
interface View {
  readonly text: string;
  readonly streaming: boolean;
  readonly groups: Groups;
}

interface Reader {
  readonly read: (text: string, streaming: boolean) => View;
  /** This is on the screen. */
  readonly commit: (view: View) => void;
}

const basic: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00A0"],
]);

/** Characters at the beginning and at the end by which a text is known again. */
const head = 64;
const tail = 256;

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

/**
 * A parser with a memory of what is on the screen. A rendering may be repeated or thrown away: it gets the same view again, and
 * one of an older text than the parser has taken starts a new parser, so what is shown depends on the text alone.
 */
export function createReader(): Reader {
  let parser: MarkdownDocument | undefined;
  let taken = "";
  let latest: View | undefined;
  let committed: View | undefined;
  return {
    read(text, streaming) {
      for (const view of [latest, committed]) {
        if (view?.streaming === streaming && view.text === text) return view;
      }
      if (!parser || !goesOn(text, taken, streaming)) {
        parser = createMarkdown({ named: (name) => basic.get(name) });
        taken = "";
      }
      if (text.length > taken.length) parser.append(text.slice(taken.length));
      taken = text;
      if (!streaming) parser.end();
      latest = { text, streaming, groups: parser.blocks() };
      // Of what is complete only the blocks are needed.
      if (!streaming) parser = undefined;
      return latest;
    },
    commit(view) {
      committed = view;
    },
  };
}

/**
 * The blocks of a text in Markdown. A text that grows is read once: what has not changed keeps its identity.
 *
 * @param streaming more of it may come; what is open at its end is closed for the screen
 */
export function useMarkdown(text: string, streaming: boolean): Groups {
  const [reader] = useState(createReader);
  const view = reader.read(text, streaming);
  useInsertionEffect(() => reader.commit(view), [reader, view]);
  return view.groups;
}
