"use client";
import { createContext, useContext, type Context, type RefObject } from "react";
import type { MessagePart } from "../../protocol/message.js";
import type { Status } from "../../protocol/status.js";

/** What the elements of the parts of a composer depend on. */
export interface ComposerState {
  /** That of the last answer. */
  readonly status: Status;
}

/**
 * Which key sends; every other Enter breaks the line. `"enter"`: Enter without Shift. `"mod-enter"`: Ctrl+Enter or ⌘+Enter.
 * `"shift-enter"`: Shift+Enter.
 */
export type SubmitKey = "enter" | "mod-enter" | "shift-enter";

/** What a part adds to the message that is written. */
export interface ComposerExtension {
  /** What goes with the message, before its text; `undefined`: it cannot be sent now. */
  readonly parts: () => readonly MessagePart[] | undefined;
  /** The message was taken by the chat. */
  readonly onSent: () => void;
  /** A waiting message came back into the draft. */
  readonly onTakeBack: (parts: readonly MessagePart[]) => void;
}

/** The composer around, for parts of one's own. */
export interface ComposerHandle extends ComposerState {
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
  /** Sends the draft, or keeps it where the chat does not take it. */
  readonly send: () => void;
  /** Takes a message out of the queue into the draft, below what is written there. */
  readonly takeBack: (messageId: string) => void;
  /** The `<form>`, which the field is in. */
  readonly form: RefObject<HTMLFormElement | null>;
  /** Adds to messages until the function that it returns is called. */
  readonly extend: (extension: ComposerExtension) => () => void;
  /** Stands in the field while it is empty. @defaultValue the label `placeholder` */
  readonly placeholder: string | undefined;
  /** Which key sends. @defaultValue `"enter"`, on touch screens `"mod-enter"` */
  readonly submitKey: SubmitKey | undefined;
}

/** The composer of the parts below. Internal: read it by {@link useComposer}. */
export const ComposerContext: Context<ComposerHandle | undefined> = createContext<ComposerHandle | undefined>(
  undefined,
);

/**
 * The nearest `<Composer>`: its draft and what is done with it, for parts of one's own.
 * @throws Error outside of one
 */
export function useComposer(): ComposerHandle {
  const composer = useContext(ComposerContext);
  if (!composer) throw new Error("headwater: there is no composer here. Put this component inside <Composer>.");
  return composer;
}
