import type { Message } from "../../protocol/message.js";

/** Props of a part that shows something of one message. */
export interface MessageProps {
  /** The message as `StreamingMessage` gives it to its `children`, or `useMessage`. */
  readonly message: Message;
}
