/** Texts of the shells that open a chat. */
export interface LauncherLabels {
  /** Name of the chat that is opened, spoken. */
  readonly title: string;
  /** Name of the button that opens it. */
  readonly open: string;
  /** The same, when an answer came while it was closed. */
  readonly openUnread: string;
  /** Name of the button that closes it. */
  readonly close: string;
}

/** English. */
export const defaultLauncherLabels: LauncherLabels = {
  title: "Chat",
  open: "Open chat",
  openUnread: "Open chat, new answer",
  close: "Close chat",
};
