import type { WhenBusy } from "../../../src/chat/chat.js";

/** What stands in a place of the page: a UI of its own over `useChatStream`, `<ChatPanel>`, or `useJsonLinesStream`. */
export type Kind = "useChatStream" | "ChatPanel" | "useJsonLinesStream";

/** What a place shows and how. */
export interface PlaceOptions {
  readonly kind: Kind;
  /** Below `<StrictMode>`. @defaultValue `false` */
  readonly isStrict?: boolean;
  /** Address of the chat route or of the item stream. */
  readonly endpoint: string;
  readonly whenBusy?: WhenBusy;
  /** Of a chat, in ms. @defaultValue that of the library */
  readonly idleTimeout?: number;
  /** Of an item stream. @defaultValue `false` */
  readonly autoStart?: boolean;
  /** Of an item stream: how many items are kept. */
  readonly limit?: number;
}

/** What happened in a place, in words that compare well. */
export interface Report {
  /** The conversation in the store: `user: Hello`, `assistant: Hi (done)`. */
  readonly conversation: readonly string[];
  /** The same, as the page shows it. */
  readonly shown: readonly string[];
  /** Each branch of the conversation that is not visible, in order of its making. */
  readonly others: readonly (readonly string[])[];
  /** Texts that wait to be sent. */
  readonly queue: readonly string[];
  /** Every status of every answer in order. */
  readonly statuses: readonly string[];
  /** The calls of `onFinish`, `onError` and `onAbort`: `finish Hi`, `error network Hi`, `abort Hi`. */
  readonly callbacks: readonly string[];
  /** What `send` and `restart` resolved with, when they were called by the test: `done`, `nothing` … */
  readonly resolved: readonly string[];
  /** Every text of the last answer that the page has shown, in order. */
  readonly texts: readonly string[];
  /** The error of the last answer, or of the item stream. */
  readonly error: { readonly code: string; readonly message: string; readonly status?: number | undefined } | undefined;
}

/** How far an item stream is. */
export interface ItemsReport {
  readonly status: string;
  readonly count: number;
  readonly dropped: number;
  readonly first: unknown;
  readonly last: unknown;
  readonly callbacks: readonly string[];
  readonly error: string | undefined;
}

/** What becomes of the first attempt at a question of a long series. */
export type Fault = "none" | "error-frame" | "lost" | "incomplete" | "http-502" | "html" | "hold";

/** What the user does while an answer runs. */
export type Act = "none" | "abort" | "abort-at-once" | "restart" | "restart-after" | "remount" | "queue";

/** One question of a long series. */
export interface SeriesRun {
  readonly place: string;
  /** Tells the server what to do, see `soak/reply.ts`. */
  readonly question: string;
  readonly fault: Fault;
  readonly act: Act;
  /** What the server says before the fault. */
  readonly text: string;
}

/** What tests call in the page, as `window.lab`. */
export interface Lab {
  /** Shows a place; its effects have run when this returns. */
  readonly mount: (id: string, options: PlaceOptions) => void;
  /** Renders a place again with other options. */
  readonly change: (id: string, options: Partial<PlaceOptions>) => void;
  readonly unmount: (id: string) => void;
  /** Calls a function of the chat, as an application would from its own code. */
  readonly call: (id: string, name: "send" | "restart" | "abort" | "clear", text?: string) => void;
  readonly report: (id: string) => Report;
  readonly items: (id: string) => ItemsReport;
  /** Lives through questions one after the other. Resolves with what was not as it should be. */
  readonly live: (runs: readonly SeriesRun[]) => Promise<readonly string[]>;
  /** Forgets what was recorded of a place, so that long runs measure the library and not its observer. */
  readonly forget: (id: string) => void;
}
