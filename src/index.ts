export * from "./components/index.js";
export * from "./hooks/index.js";
export { isStreamError, StreamError } from "./protocol/errors.js";
export { messageText } from "./protocol/message.js";
export { isBusy } from "./protocol/status.js";
export type * from "./types.js";
