/** What is on the page. */
export interface MannersOptions {
  readonly endpoint: string;
  /** How many messages there are already. */
  readonly history: number;
  /** Which list; the other parts are those of `<ChatPanel>`. */
  readonly list: "MessageList" | "WindowedMessageList";
  /** Earlier messages can be asked for: so many at a time. */
  readonly older?: number;
  /** Files can be attached, and are uploaded to this address. */
  readonly upload?: string;
  /** Pictures of this origin are loaded at once. */
  readonly imageOrigin?: string;
}

/** What tests call on the page. */
export interface Manners {
  readonly mount: (options: MannersOptions) => void;
  readonly send: (text: string) => void;
  /** Lines of the last message. */
  readonly lines: () => number;
  /** Notes in each frame from now on where the block with a text stands in the window, in CSS px. */
  readonly watchLine: (text: string) => void;
  /** Ends that: the places in the order of the frames, and by how much the browser saw what is on the page shift. */
  readonly lineTops: () => { readonly tops: readonly number[]; readonly shift: number };
}

declare global {
  interface Window {
    manners: Manners;
    /** What the live region was given to say. */
    heard: readonly string[];
  }
}
