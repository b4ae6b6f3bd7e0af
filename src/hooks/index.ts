export { ChatProvider, useAttempts, useChat, useMessage, useMessageIds, useQueue, useStatus } from "./chat-context.js";
export { useChatStream, type ChatStream } from "./use-chat-stream.js";
export { useJsonLinesStream, type JsonLinesStream, type JsonLinesStreamOptions } from "./use-json-lines-stream.js";
export { useStickToBottom, type StickToBottom } from "./use-stick-to-bottom.js";
export type { Chat, ChatOptions, MessageInput, WhenBusy } from "../chat/create-chat.js";
