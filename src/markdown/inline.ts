/** What stands in a line of text. Immutable. */
export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "html"; readonly text: string }
  | { readonly type: "break" }
  | { readonly type: "emphasis" | "strong" | "strikethrough"; readonly children: readonly Inline[] }
  | LinkInline
  | {
      readonly type: "image";
      readonly url: string;
      readonly title?: string | undefined;
      readonly alt: string;
      readonly pending?: boolean;
    }
  | { readonly type: "footnote"; readonly label: string; readonly pending?: boolean }
  | {
      readonly type: "extension";
      /** Of the extension that read it. */
      readonly name: string;
      readonly value: string;
      /** Its end has not come yet. */
      readonly pending?: boolean;
      /** No words of the text: an annotation. */
      readonly isApart?: boolean;
    };

export interface LinkInline {
  readonly type: "link";
  readonly url: string;
  readonly title?: string | undefined;
  readonly children: readonly Inline[];
  /** The destination is not complete yet: nothing to click. */
  readonly pending?: boolean;
}

/** Where a reference points. */
export interface Definition {
  readonly url: string;
  readonly title?: string | undefined;
}

/** What inlines need to know of the document. */
export interface InlineContext {
  readonly definition: (label: string) => Definition | undefined;
  readonly hasFootnote: (label: string) => boolean;
  /** The document goes on: what refers to something unknown may wait for it. */
  readonly isGrowing: boolean;
  /**
   * A label was looked up that nobody has defined yet; footnotes with `^` before it.
   * @param isPending it is shown as if it will be
   */
  readonly onUnknown: (label: string, isPending: boolean) => void;
}
