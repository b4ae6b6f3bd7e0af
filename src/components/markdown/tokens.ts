/** What a piece of code is. Each is a class name, `hw-tok-keyword` and so on, and a variable for its colour, `--hw-tok-keyword`. */
export type TokenKind =
  | "comment"
  | "keyword"
  | "operator"
  | "punctuation"
  | "string"
  | "escape"
  | "number"
  | "constant"
  | "function"
  | "type"
  | "variable"
  | "property"
  | "tag"
  | "attribute"
  | "heading"
  | "inserted"
  | "deleted";

/** A piece of a line of code. */
export interface Token {
  readonly text: string;
  /** None for what has no colour of its own. */
  readonly kind?: TokenKind | undefined;
}

/** What a line reads as. */
export interface TokenizedLine {
  /** Together exactly the line; a line for which they are not is shown without colours. */
  readonly tokens: readonly Token[];
  /** What the next line must know: an open comment, an open string. */
  readonly state: unknown;
}

/**
 * Reads one line of code, without its line break. It must depend on its arguments alone, and leave an old state as it is: each
 * finished line is read once, in order; the line that is still being written may be read again as it grows.
 *
 * @param state from the line before, `undefined` for the first one
 */
export type LineTokenizer = (line: string, state: unknown) => TokenizedLine;

/**
 * Finds the tokenizer of a language, by the word that a model wrote after the fence. A promise, when it must be loaded first: code
 * is shown without colours until then. `undefined` for a language that is not known.
 */
export type FindTokenizer = (language: string) => LineTokenizer | undefined | Promise<LineTokenizer | undefined>;
