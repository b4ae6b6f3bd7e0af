"use client";
import { memo, useState, type NamedExoticComponent, type ReactNode } from "react";
import { growthOf, type TextGrowth } from "../protocol/text-growth.js";

/** Characters after which a text is cut at the next line, and without one. */
const short = 2_048;
const long = 16_384;

/** The place behind the piece that a text begins with; 0 while it may still grow. */
function endOfPiece(text: string): number {
  if (text.length < short) return 0;
  const line = text.indexOf("\n", short) + 1;
  if (line > 0 && line <= long) return line;
  return text.length < long ? 0 : text.lastIndexOf(" ", long) + 1 || long;
}

/** Cuts a text that grows into pieces, of which only the last changes. */
function createPieces(): (text: string, part: object | undefined) => readonly ReactNode[] {
  let taken = "";
  let growth: TextGrowth | undefined;
  let finished: readonly ReactNode[] = [];
  let rest = "";

  function piece(text: string): ReactNode {
    return (
      // Whole lines are a box; what was cut within a line stays in its line.
      <span key={finished.length} className={text.endsWith("\n") ? "hw-lines" : undefined}>
        {text}
      </span>
    );
  }

  return (text, part) => {
    const next = part && growthOf(part);
    if (next && next.deltas === growth?.deltas && next.count >= growth.count) {
      for (let index = growth.count; index < next.count; index++) rest += next.deltas[index];
    } else if (text !== taken) {
      finished = [];
      // Models part their thoughts from their words by empty lines.
      rest = text.replace(/^\n+/, "");
    }
    taken = text;
    growth = next;
    for (let end = endOfPiece(rest); end > 0; end = endOfPiece(rest)) {
      finished = [...finished, piece(rest.slice(0, end))];
      rest = rest.slice(end);
    }
    if (finished.length === 0) return [rest];
    return rest === "" ? finished : [...finished, piece(rest)];
  };
}

interface GrowingTextProps {
  readonly text: string;
  /** The part of a message that holds it. */
  readonly part?: object | undefined;
}

/** Plain text, in boxes of some dozen lines when it is long: a browser lays out all of a box again when a character of it changes. */
export const GrowingText: NamedExoticComponent<GrowingTextProps> = memo(function GrowingText({ text, part }) {
  const [cut] = useState(createPieces);
  return cut(text, part);
});
