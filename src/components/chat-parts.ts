export { ChatRoot as Root } from "./chat-panel/chat-root.js";
export { LiveStatus as Status } from "./chat-panel/live-status.js";
export { Composer } from "./composer/composer.js";
export { MessageList as Messages } from "./message-list/message-list.js";
export { RunControls as Controls } from "./run-controls/run-controls.js";
export { StreamingMessage as Message } from "./streaming-message/streaming-message.js";
