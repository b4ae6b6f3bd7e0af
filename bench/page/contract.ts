/** What each contender gives the harness. */

export interface Earlier {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly text: string;
}

export interface ChatSettings {
  /** Addresses of the answers: one chat for each. */
  readonly urls: readonly string[];
  readonly history: readonly Earlier[];
  /** Whether the end is kept in view. */
  readonly follow: boolean;
  /** Least time between two renderings, in ms, for contenders that can be told. */
  readonly throttle?: number | undefined;
}

/** Sends the one question of each chat. */
export type Send = () => void;

/** A document that grows, on its own. */
export interface MarkdownView {
  /** Shows the text so far; `added` is what was not there before. Done when it returns, but for deferred work of the renderer. */
  readonly show: (text: string, added: string) => void;
  /** Nothing more comes. */
  readonly end: (text: string) => void;
}

export interface Contender {
  readonly chat?: ((root: HTMLElement, settings: ChatSettings) => Send) | undefined;
  readonly markdown?: ((root: HTMLElement) => MarkdownView) | undefined;
}
