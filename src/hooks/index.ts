export { ChatProvider, useAttempts, useChat, useMessage, useMessageIds, useQueue, useStatus } from "./chat-context.js";
export type { ToolCallState } from "./chat-context.js";
export { forgetChat } from "./shared-chats.js";
export { useChatStream, type ChatSource, type ChatStream, type ChatStreamOptions } from "./use-chat-stream.js";
export { useElapsedSeconds } from "./use-elapsed-seconds.js";
export { useJsonLinesStream, type JsonLinesStream, type JsonLinesStreamOptions } from "./use-json-lines-stream.js";
export { useStickToBottom, type StickToBottom } from "./use-stick-to-bottom.js";
export type { Chat, ChatOptions, MessageInput, WhenBusy } from "../chat/chat.js";
