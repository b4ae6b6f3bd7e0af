import type { ReactElement, ReactNode } from "react";
import { visible } from "./invisible.js";
import { workInTime } from "./time-budget.js";
import type { LineTokenizer, TokenizedLine } from "./tokens.js";

/** Characters of a line that is still coloured. Longer ones are data, and take too long to read. */
const longestLine = 2_000;
/** The same of the line that is still being written: it is read again whenever it grows. */
const longestOpenLine = 400;

/** The code of a block as it is shown. */
export interface CodeView {
  /** One per part. Those of finished parts are the same objects each time, so React does not look into them again. */
  readonly elements: readonly ReactElement[];
  /** `false`: there was no time for all colours; look again soon. */
  readonly isComplete: boolean;
}

/** How the last line of a part goes on: not, in the next part, or not yet. */
type End = "closed" | "cut" | "open";

/** A part of the code as it was read. */
interface Piece {
  readonly text: string;
  readonly end: End;
  /** Its finished lines up to here are in `lines`; the grammar's state is that after them. */
  readonly taken: number;
  readonly lines: readonly ReactElement[];
  readonly state: unknown;
  readonly isRead: boolean;
  readonly element: ReactElement;
}

function renderPart(index: number, content: ReactNode): ReactElement {
  return (
    <span key={index} className="hw-md-lines">
      {content}
    </span>
  );
}

/** Tokens keep their places while a line grows, and so their elements. */
function renderLine(index: number, { tokens }: TokenizedLine, lineBreak: string): ReactElement {
  const last = tokens.length - 1;
  return (
    <span key={index}>
      {tokens.map(({ text, kind }, place) => {
        const words = visible(place === last ? text + lineBreak : text);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <span key={place} className={kind && `hw-tok-${kind}`}>
            {words}
          </span>
        );
      })}
      {last < 0 && lineBreak}
    </span>
  );
}

function plain(text: string, state: unknown): TokenizedLine {
  return { tokens: [{ text }], state };
}

/** As {@link LineTokenizer}, but a line that it cannot read, or reads into other characters, is plain. */
function createSafe(tokenize: LineTokenizer, warn: (error: unknown) => void): LineTokenizer {
  return (line, state) => {
    try {
      const read = tokenize(line, state);
      return read.tokens.map(({ text }) => text).join("") === line ? read : plain(line, read.state);
    } catch (error) {
      warn(error);
      return plain(line, state);
    }
  };
}

/** Reads what is new in a part. */
function readPart(
  index: number,
  text: string,
  end: End,
  before: Piece | undefined,
  known: Piece | undefined,
  tokenize: LineTokenizer,
): Piece {
  let { taken, state } = known ?? { taken: 0, state: before?.state };
  const lines = known ? [...known.lines] : [];
  const read = (line: string, limit: number) =>
    // What began in the part before was too long for it.
    line.length > limit || (taken === 0 && before?.end === "cut" && !before.text.endsWith("\n"))
      ? plain(line, state)
      : workInTime(() => tokenize(line, state));
  let rest: ReactNode;
  let isRead = true;
  while (taken < text.length) {
    const lineEnd = text.indexOf("\n", taken);
    const isWhole = lineEnd >= 0 || end === "closed";
    const line = text.slice(taken, lineEnd < 0 ? undefined : lineEnd);
    const tokens = isWhole ? read(line, longestLine) : end === "cut" ? plain(line, state) : read(line, longestOpenLine);
    if (!tokens) {
      isRead = false;
      rest = visible(text.slice(taken));
      break;
    }
    const element = renderLine(lines.length, tokens, lineEnd < 0 ? "" : "\n");
    if (!isWhole) {
      rest = element;
      break;
    }
    lines.push(element);
    ({ state } = tokens);
    taken += line.length + 1;
  }
  const element = renderPart(index, rest === undefined ? lines : [...lines, rest]);
  return { text, end, taken, lines, state, isRead, element };
}

/**
 * Turns the parts of a block of code into elements, again and again as it grows: each finished line is tokenised once. What was
 * read is known again by its text, so a rendering may be repeated, thrown away or of an older text.
 *
 * @param warn told of what the tokenizer throws
 */
export function createCodeLines(
  warn: (error: unknown) => void,
): (parts: readonly string[], isOpen: boolean, tokenizer: LineTokenizer | undefined) => CodeView {
  let pieces: Piece[] = [];
  let given: LineTokenizer | undefined;
  let tokenize: LineTokenizer | undefined;
  return (parts, isOpen, tokenizer) => {
    if (tokenizer !== given) {
      pieces = [];
      given = tokenizer;
      tokenize = tokenizer && createSafe(tokenizer, warn);
    }
    let isComplete = true;
    const elements = parts.map((text, index) => {
      const end = index < parts.length - 1 ? "cut" : isOpen ? "open" : "closed";
      const before = pieces[index - 1];
      let piece = pieces[index];
      const isSame = piece?.text === text && piece.end === end;
      if (piece && isSame && (piece.isRead || !isComplete)) {
        isComplete &&= piece.isRead;
        return piece.element;
      }
      if (!tokenize || !isComplete) {
        const element = renderPart(index, visible(text));
        piece = { text, end, taken: 0, lines: [], state: undefined, isRead: !tokenize, element };
      } else {
        const goesOn = piece && (isSame || piece.end === "open") && text.startsWith(piece.text.slice(0, piece.taken));
        // What follows was read after other lines.
        if (!goesOn && piece?.isRead) pieces.length = index;
        piece = readPart(index, text, end, before, goesOn ? piece : undefined, tokenize);
        isComplete = piece.isRead;
      }
      pieces[index] = piece;
      return piece.element;
    });
    pieces.length = parts.length;
    return { elements, isComplete };
  };
}
