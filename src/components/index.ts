export { ChatPanel, type ChatPanelProps } from "./chat-panel/chat-panel.js";
export { ChatRoot, type ChatRootProps, type ChatRootState } from "./chat-panel/chat-root.js";
export type { UploadedFile, UploadFile, UploadOptions } from "./composer/attachment-files.js";
export { defaultAttachmentLabels, type AttachmentLabels } from "./composer/attachment-labels.js";
export type { Attachment, AttachmentOptions, AttachmentProblem, AttachmentState } from "./composer/attachment-store.js";
export { LiveStatus, type Announce, type LiveStatusProps, type LiveStatusState } from "./live-status/live-status.js";
export { Composer, type ComposerProps } from "./composer/composer.js";
export {
  ComposerAttachments,
  type ComposerAttachmentsProps,
  type ComposerAttachmentsState,
} from "./composer/composer-attachments.js";
export { ComposerCommands, type ComposerCommand, type ComposerCommandsProps } from "./composer/composer-commands.js";
export {
  useComposer,
  type ComposerExtension,
  type ComposerHandle,
  type ComposerState,
  type SubmitKey,
} from "./composer/composer-context.js";
export { ComposerField, type ComposerFieldProps } from "./composer/composer-field.js";
export { ComposerInput, type ComposerInputProps } from "./composer/composer-input.js";
export { ComposerQueue, type ComposerQueueProps } from "./composer/composer-queue.js";
export { ComposerSubmit, type ComposerSubmitProps } from "./composer/composer-submit.js";
export { useAttachments, type Attachments } from "./composer/use-attachments.js";
export type { DataAttributes } from "./data-attributes.js";
export type { ItemColumn } from "./item-list/item-cells.js";
export { ItemList, type ItemListProps, type ItemListState, type ItemSource } from "./item-list/item-list.js";
export { defaultItemListLabels, type ItemListLabels } from "./item-list/labels.js";
export type { ElementOptions, ElementProps, PartElementProps } from "./element.js";
export { defaultLabels } from "./default-labels.js";
export { LabelsContext, useLabels, type CountLabel, type Labels } from "./labels.js";
export { ChatPopover, type ChatPopoverProps } from "./launcher/chat-popover.js";
export { ChatSidePanel, type ChatSidePanelProps } from "./launcher/chat-side-panel.js";
export { defaultLauncherLabels, type LauncherLabels } from "./launcher/labels.js";
export type { LauncherProps, LauncherState } from "./launcher/launcher.js";
export {
  GraphAnswer,
  type GraphAnswerData,
  type GraphAnswerProps,
  type GraphAnswerState,
} from "./graph-answer/graph-answer.js";
export { createHighlighter } from "./markdown/highlighter.js";
export { Markdown, type MarkdownProps, type MarkdownState } from "./markdown/markdown.js";
export {
  MarkdownContext,
  type CodeLinesProps,
  type Highlighter,
  type MarkdownCodeBlocks,
  type MarkdownCodeProps,
  type MarkdownComponents,
  type MarkdownExtension,
  type MarkdownExtensionProps,
  type MarkdownImageProps,
  type MarkdownLinkProps,
  type MarkdownSettings,
  type OpenedLink,
} from "./markdown/settings.js";
export type { FindTokenizer, LineTokenizer, Token, TokenizedLine, TokenKind } from "./markdown/tokens.js";
export { MessageList } from "./message-list/message-list.js";
export type { MessageListComponent, MessageListProps, MessageListState } from "./message-list/create-message-list.js";
export {
  Suggestions,
  type Suggestion,
  type SuggestionsProps,
  type SuggestionsState,
} from "./message-list/suggestions.js";
export { WindowedMessageList } from "./message-list/windowed-message-list.js";
export { Reasoning, type ReasoningProps, type ReasoningState } from "./reasoning/reasoning.js";
export { RunControls, type RunControlsProps, type RunControlsState } from "./run-controls/run-controls.js";
export { StageTimeline, type StageTimelineProps } from "./stage-timeline/stage-timeline.js";
export type { StageTimelineState } from "./stage-timeline/timeline-view.js";
export type { ListedSource } from "./source-list/listed-source.js";
export { SourceList, type SourceListProps, type SourceListState } from "./source-list/source-list.js";
export { SourceListContext, type SourceListSettings } from "./source-list/source-list-context.js";
export { StallNotice, type StallNoticeProps, type StallNoticeState } from "./stall-notice.js";
export { Attempts, type AttemptsProps, type AttemptsState } from "./streaming-message/attempts.js";
export {
  MessageActions,
  MessageActionsContext,
  type MessageActionsProps,
  type MessageActionsState,
  type RenderActions,
} from "./streaming-message/message-actions.js";
export { loadMessageContent } from "./streaming-message/late-content.js";
export { MessageContent } from "./streaming-message/message-content.js";
export { MessageNotice } from "./streaming-message/message-notice.js";
export { MessageParts } from "./streaming-message/message-parts.js";
export {
  MessageProgress,
  type MessageProgressProps,
  type MessageProgressState,
} from "./streaming-message/message-progress.js";
export { MessageTime, type MessageTimeProps, type MessageTimeState } from "./streaming-message/message-time.js";
export { PartRenderersContext, type PartProps, type PartRenderers } from "./streaming-message/part-renderers.js";
export { defaultStreamMeterLabels, type StreamMeterLabels } from "./stream-meter/labels.js";
export { StreamMeter, type StreamMeterProps, type StreamMeterState } from "./stream-meter/stream-meter.js";
export {
  StreamingMessage,
  type StreamingMessageProps,
  type StreamingMessageState,
} from "./streaming-message/streaming-message.js";
export { ToolCall, type ToolCallElementState, type ToolCallProps } from "./tool-call/tool-call.js";
export type { DisclosureProps } from "./use-disclosure.js";
