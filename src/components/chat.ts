import type { Chat as ChatInstance } from "../hooks/index.js";
import { ChatRoot } from "./chat-panel/chat-root.js";
import { GraphAnswer } from "./graph-answer/graph-answer.js";
import { LiveStatus } from "./live-status/live-status.js";
import { Composer } from "./composer/composer.js";
import { ComposerField } from "./composer/composer-field.js";
import { ComposerInput } from "./composer/composer-input.js";
import { ComposerQueue } from "./composer/composer-queue.js";
import { ComposerSubmit } from "./composer/composer-submit.js";
import { MessageList } from "./message-list/message-list.js";
import { Suggestions } from "./message-list/suggestions.js";
import { Reasoning } from "./reasoning/reasoning.js";
import { RunControls } from "./run-controls/run-controls.js";
import { Attempts } from "./streaming-message/attempts.js";
import { MessageActions } from "./streaming-message/message-actions.js";
import { MessageContent } from "./streaming-message/message-content.js";
import { MessageNotice } from "./streaming-message/message-notice.js";
import { MessageParts } from "./streaming-message/message-parts.js";
import { MessageProgress } from "./streaming-message/message-progress.js";
import { MessageTime } from "./streaming-message/message-time.js";
import { StreamMeter } from "./stream-meter/stream-meter.js";
import { StageTimeline } from "./stage-timeline/stage-timeline.js";
import { StreamingMessage } from "./streaming-message/streaming-message.js";
import { ToolCall } from "./tool-call/tool-call.js";

/** What runs a conversation, see `useChatStream` and `createChat`. */
export type Chat = ChatInstance;

/** The parts of a chat. */
export interface ChatParts {
  readonly Root: typeof ChatRoot;
  readonly Graph: typeof GraphAnswer;
  readonly Status: typeof LiveStatus;
  readonly Composer: typeof Composer;
  readonly Field: typeof ComposerField;
  readonly Input: typeof ComposerInput;
  readonly Queue: typeof ComposerQueue;
  readonly Submit: typeof ComposerSubmit;
  readonly Messages: typeof MessageList;
  readonly Suggestions: typeof Suggestions;
  readonly Reasoning: typeof Reasoning;
  readonly Controls: typeof RunControls;
  readonly Attempts: typeof Attempts;
  readonly Content: typeof MessageContent;
  readonly Actions: typeof MessageActions;
  readonly Notice: typeof MessageNotice;
  readonly Parts: typeof MessageParts;
  readonly Progress: typeof MessageProgress;
  readonly Time: typeof MessageTime;
  readonly Meter: typeof StreamMeter;
  readonly Stages: typeof StageTimeline;
  readonly Message: typeof StreamingMessage;
  readonly ToolCall: typeof ToolCall;
}

/**
 * The parts of a chat under one name: `Chat.Root` around all others. Each is also exported by its own name, which in a server
 * component is the one to use.
 */
export const Chat: ChatParts = {
  Root: ChatRoot,
  Graph: GraphAnswer,
  Status: LiveStatus,
  Composer,
  Field: ComposerField,
  Input: ComposerInput,
  Queue: ComposerQueue,
  Submit: ComposerSubmit,
  Messages: MessageList,
  Suggestions,
  Reasoning,
  Controls: RunControls,
  Attempts,
  Content: MessageContent,
  Actions: MessageActions,
  Notice: MessageNotice,
  Parts: MessageParts,
  Progress: MessageProgress,
  Time: MessageTime,
  Meter: StreamMeter,
  Stages: StageTimeline,
  Message: StreamingMessage,
  ToolCall,
};
