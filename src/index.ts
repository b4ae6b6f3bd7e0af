// By name, because the others have the type alone.
export { Chat, type ChatParts } from "./components/chat.js";
export * from "./components/index.js";
export * from "./hooks/index.js";
export { isStreamError, StreamError } from "./protocol/errors.js";
export { isContinuable, messageText } from "./protocol/message.js";
export { isBusy } from "./protocol/status.js";
export { measureMessage, stageDuration } from "./protocol/timing.js";
export type * from "./types.js";
