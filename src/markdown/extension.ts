/** What the reader of an extension found. */
export interface ExtensionMatch {
  /**
   * What the extension shows, without its marks; while the end has not come: what is there of it. Without a value and an end it is
   * not known yet, and shown as it is written.
   */
  readonly value?: string;
  /** Where it ends in the text it was found in, in characters. Without it more of it has to come. */
  readonly end?: number;
}

/** Something in a line that Markdown does not know, such as a formula. */
export interface InlineExtension {
  /** Characters (of one code unit) that it may begin with. */
  readonly triggers: string;
  /**
   * Reads what begins with the trigger at the start of `text`. It is called for each trigger, so it must be quick where nothing
   * begins: best, it looks no further than to the next trigger.
   *
   * A `[` is asked for only where it begins no link.
   * @param text what follows from the trigger on, at most `longestSpan` characters; an end beyond it counts as none
   * @param before the character before it; `""` at the beginning of a block
   * @returns `undefined` only if nothing that follows can make anything of it
   */
  readonly read: (text: string, before: string) => ExtensionMatch | undefined;
}

/** A block of an extension that has begun. */
export interface OpenExtension {
  /** What of its first line belongs to its value; `""`: nothing. */
  readonly value: string;
  /** The first line is the last one too. */
  readonly closed?: boolean;
  /**
   * Looks at each further line.
   * @returns what of the line belongs to the value if the block ends with it, and `undefined` if it goes on
   */
  readonly close: (line: string) => string | undefined;
}

/** A block that Markdown does not know: it begins with a line and ends with a line, as code between fences does. */
export interface BlockExtension {
  /** Characters that its marks are made of. At the end of a line that is arriving they are not shown yet. */
  readonly marks: string;
  /** @param line from its first character on that is not blank, and never indented as code is */
  readonly open: (line: string) => OpenExtension | undefined;
}

/** What an extension adds to Markdown. It becomes an inline or a block of the type `extension` with the name. */
export interface ExtensionSyntax {
  readonly name: string;
  readonly inline?: InlineExtension;
  readonly block?: BlockExtension;
}
