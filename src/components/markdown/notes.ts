"use client";
import { createContext, type Context } from "react";
import type { Block, Groups } from "../../markdown/document.js";
import type { Inline } from "../../markdown/inline.js";

type Reference = Extract<Inline, { type: "footnote" }>;
type Note = Extract<Block, { type: "footnote" }>;

/** What of footnotes is in a piece of the text, in order. */
interface Found {
  readonly references: readonly Reference[];
  readonly notes: readonly Note[];
}

const nothing: Found = { references: [], notes: [] };

/** Pieces keep their identity while the answer grows, so only what is new is searched. */
const known = new WeakMap<object, Found>();

function merge(all: readonly Found[]): Found {
  const some = all.filter((found) => found !== nothing);
  if (some.length < 2) return some[0] ?? nothing;
  return {
    references: some.flatMap(({ references }) => references),
    notes: some.flatMap(({ notes }) => notes),
  };
}

function remembered<T extends object>(piece: T, search: (piece: T) => Found): Found {
  let found = known.get(piece);
  if (!found) known.set(piece, (found = search(piece)));
  return found;
}

function ofInlines(inlines: readonly Inline[]): Found {
  return merge(
    inlines.map((inline) => {
      if (inline.type === "footnote") return { references: [inline], notes: [] };
      return "children" in inline ? ofInlines(inline.children) : nothing;
    }),
  );
}

function ofBlock(block: Block): Found {
  if ("runs" in block) return merge(block.runs.map((run) => remembered(run, ofInlines)));
  if ("cells" in block) return merge(block.cells.map(ofInlines));
  if (!("groups" in block)) return nothing;
  const inside = ofGroups(block.groups);
  return block.type === "footnote" ? merge([{ references: [], notes: [block] }, inside]) : inside;
}

function ofGroups(groups: Groups): Found {
  return merge(
    groups.map((group) => remembered(group, (blocks) => merge(blocks.map((block) => remembered(block, ofBlock))))),
  );
}

/** How references are numbered: by their first place in the text. Changes only when one is added or gone. */
export interface Numbering {
  /** By label, from 1. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The reference that its note leads back to. */
  readonly isFirst: (reference: Inline) => boolean;
  /** A reference whose note has not come yet may still get one. */
  readonly streaming: boolean;
}

/** A note at the end of the text. */
export interface NumberedNote {
  readonly number: number;
  readonly note: Note;
  readonly isReferenced: boolean;
}

/** Numbers the footnotes of one text, again and again as it grows. */
export function createNumbering(): (
  groups: Groups,
  streaming: boolean,
) => {
  readonly numbering: Numbering;
  readonly notes: readonly NumberedNote[];
} {
  let last = "";
  let numbering: Numbering | undefined;
  let first = new WeakSet<Inline>();
  let shownNotes: readonly NumberedNote[] = [];
  return (groups, streaming) => {
    const { references, notes } = ofGroups(groups);
    const defined = new Map<string, Note>();
    for (const note of notes) if (!defined.has(note.label)) defined.set(note.label, note);
    const shown = references.filter(({ label, pending }) => defined.has(label) || (pending && streaming));
    const key = `${streaming} ${shown.map(({ label }) => label).join(" ")}`;
    if (!numbering || key !== last) {
      const numbers = new Map<string, number>();
      for (const { label } of shown) if (!numbers.has(label)) numbers.set(label, numbers.size + 1);
      const own = (first = new WeakSet());
      numbering = { numbers, streaming, isFirst: (reference) => own.has(reference) };
      last = key;
    }
    const seen = new Set<string>();
    for (const reference of shown) {
      if (!seen.has(reference.label)) first.add(reference);
      seen.add(reference.label);
    }
    let unused = numbering.numbers.size;
    const { numbers } = numbering;
    const next = Array.from(defined, ([label, note]) => ({
      note,
      isReferenced: numbers.has(label),
      // No words of an answer are lost, also when nothing refers to them.
      number: numbers.get(label) ?? ++unused,
    })).toSorted((a, b) => a.number - b.number);
    const isSame =
      next.length === shownNotes.length &&
      next.every(({ note, isReferenced, number }, index) => {
        const before = shownNotes[index]!;
        return note === before.note && isReferenced === before.isReferenced && number === before.number;
      });
    if (!isSame) shownNotes = next;
    return { numbering, notes: shownNotes };
  };
}

/** What references need to know of the text they stand in. */
export interface NotesContextValue {
  /** Unique in the page. */
  readonly id: string;
  readonly numbering: Numbering;
}

export const NotesContext: Context<NotesContextValue | undefined> = createContext<NotesContextValue | undefined>(
  undefined,
);

/** Id of the reference or the note. What the model calls it does not get into the page. */
export function noteId(id: string, kind: "note" | "reference", number: number): string {
  return `${id}-${kind}-${number}`;
}
