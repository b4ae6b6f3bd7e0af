export type { MappedAdapter, MappedFrame } from "./adapters/define-adapter.js";
export type { Chat, ChatOptions, MessageInput, WhenBusy } from "./chat/chat.js";
export type { ItemStream, ItemStreamOptions } from "./chat/create-item-stream.js";
export type { AdapterSource, RequestOptions, Resolvable } from "./chat/request.js";
export type { StopOptions } from "./chat/stop-server.js";
export type { TimeOptions } from "./chat/time-options.js";
export type { StandardResult, StandardSchema } from "./chat/standard-schema.js";
export type { CollectOptions } from "./engine/collect-message.js";
export type { ReadOptions } from "./engine/read-events.js";
export type { Schedule, Timer } from "./engine/schedule.js";
export type { Framings } from "./framing/sniff.js";
export type { Arrivals, Gap } from "./protocol/arrivals.js";
export type { Adapter, AdapterRequest, Decode, RequestInput } from "./protocol/adapter.js";
export type { StreamErrorCode, StreamErrorDetails } from "./protocol/errors.js";
export type { StreamEvent } from "./protocol/events.js";
export type { Frame, FrameParser, Framing, ReplyHead } from "./protocol/frame.js";
export type {
  BadFrame,
  Citation,
  Conversation,
  DataPart,
  FilePart,
  FinishReason,
  ItemPart,
  Message,
  MessagePart,
  ReasoningPart,
  Reference,
  RefusalPart,
  Role,
  Source,
  Stage,
  Subquery,
  TextPart,
  Timing,
  ToolCallPart,
  ToolResultPart,
  Usage,
} from "./protocol/message.js";
export type { MessageTiming } from "./protocol/timing.js";
export type { Status, TerminalStatus } from "./protocol/status.js";
export type { ChatState, ChatStore } from "./store/chat-store.js";
export type { BadLine, ItemsState, ItemsStore } from "./store/items-store.js";
export type { Fork, Forks } from "./store/message-tree.js";
