import type { OpenedLink } from "../../../src/index.js";

/** Something that a text of a model must not do. */
export interface Act {
  /** Of the payload; empty if nobody knows. */
  readonly id: string;
  readonly what: string;
}

/** What the page needs to know of a payload. */
export interface Shown {
  readonly id: string;
  readonly text: string;
}

/** A text that is let through. */
export interface LetThrough extends Shown {
  /** It leaves others alone that stand beside it. */
  readonly isTame: boolean;
}

/** How many elements there are, and how deep they stand. */
export interface Extent {
  readonly elements: number;
  readonly depth: number;
  /** Characters on the screen. */
  readonly characters: number;
}

/** The middle of something, in CSS px of the viewport. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How a text is laid out. */
export interface Arrangement {
  readonly dir?: "ltr" | "rtl";
  /** In CSS px. */
  readonly width?: number;
  readonly streaming?: boolean;
  readonly imageOrigins?: readonly string[];
  /** What is answered, a moment later, when a link is to be opened. */
  readonly confirm?: "yes" | "no" | "throw";
}

/** What the tests call in the page. */
export interface SafetyLab {
  /** Renders texts by `Markdown`, each in a place of its own; with a seed streamed, cut at random. */
  readonly show: (payloads: readonly Shown[], seed?: number) => Promise<void>;
  /** Has each said by the server to a `ChatPanel` of its own. */
  readonly converse: (ids: readonly string[], seed: number) => Promise<void>;
  /** The same texts, every bit of them let through. Returns what cannot be seen from outside. */
  readonly letThrough: (payloads: readonly LetThrough[]) => Promise<readonly Act[]>;
  /** Looks at all that is shown, and at what belongs to the page. */
  readonly inspect: () => void;
  /** Links on the screen. */
  readonly links: () => readonly Spot[];
  /** Focuses and clicks everything, by script. */
  readonly press: () => void;
  /** What happened since the last call, by itself or on a click. */
  readonly takeActs: () => readonly Act[];
  /** Clicks that reached a link since the last call. */
  readonly takeClicks: () => number;
  /** Addresses of pictures that somebody asked for. */
  readonly asked: () => readonly string[];
  /** Words of a payload as they are shown. */
  readonly words: (id: string) => string;
  readonly clear: () => void;
  /** Renders one text alone, as it is on a page of an application, in place of the one before. */
  readonly arrange: (text: string, arrangement?: Arrangement) => void;
  /** From now on clicks do what they do. */
  readonly release: () => void;
  /** Links that somebody was asked about since the last call. */
  readonly takeConfirmations: () => readonly OpenedLink[];
  /** Renders one text at once. */
  readonly measure: (text: string) => Extent;
  /** Renders one text in so many pieces. Ends when as many characters are on the screen: much is read in slices. */
  readonly measureStream: (text: string, pieces: number, characters: number) => Promise<Extent>;
}
