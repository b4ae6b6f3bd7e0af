/** Texts of the shells that open a chat. */
export interface LauncherLabels {
  /** Name of the button that opens the chat. */
  readonly open: string;
  /** Name of the button that closes it. */
  readonly close: string;
}

/** English. */
export const defaultLauncherLabels: LauncherLabels = {
  open: "Open chat",
  close: "Close chat",
};
