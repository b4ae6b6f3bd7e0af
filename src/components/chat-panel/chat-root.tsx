"use client";
import {
  forwardRef,
  useContext,
  useMemo,
  type ForwardRefExoticComponent,
  type KeyboardEvent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { ChatProvider } from "../../hooks/chat-context.js";
import type { Chat, ChatStreamOptions } from "../../hooks/index.js";
import { useChatStream } from "../../hooks/use-chat-stream.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { isComposing } from "../composing.js";
import { useElement, type PartElementProps } from "../element.js";
import { LabelsContext, type Labels } from "../labels.js";
import { MarkdownContext, type MarkdownSettings } from "../markdown/settings.js";
import { MessageActionsContext, type RenderActions } from "../streaming-message/message-actions.js";
import { PartRenderersContext, type PartRenderers } from "../streaming-message/part-renderers.js";

/** What the outer element of a chat depends on. */
export interface ChatRootState {
  /** That of the last answer. */
  readonly status: Status;
}

interface RootOptions extends PartElementProps<"section", ChatRootState, "onError" | "onAbort"> {
  /** A chat that lives elsewhere, instead of `endpoint`. */
  readonly chat?: Chat | undefined;
  /** Texts, in part or in whole. @defaultValue English */
  readonly labels?: Partial<Labels> | undefined;
  /** Own components for types of parts. */
  readonly parts?: PartRenderers | undefined;
  /**
   * Own buttons for each message that has ended, after those of the kit. Keep the function: a new one renders all messages again.
   */
  readonly renderActions?: RenderActions | undefined;
  /**
   * How the Markdown of answers is shown; `false`: as plain text. Keep the object: a new one renders all answers again.
   * @defaultValue that of the nearest `MarkdownContext`
   */
  readonly markdown?: MarkdownSettings | boolean | undefined;
  /** Room between messages and size of letters. @defaultValue `"comfortable"` */
  readonly density?: "compact" | "comfortable" | undefined;
  /** The parts of the chat, in any arrangement. */
  readonly children?: ReactNode;
}

/** Props of {@link ChatRoot}: the options of `useChatStream`, and what goes to its `<section>`. */
export type ChatRootProps = RootOptions &
  (
    | ChatStreamOptions
    | { readonly chatId: string; readonly endpoint?: undefined }
    | { readonly chat: Chat; readonly endpoint?: undefined }
  );

/** Every option of the chat: the compiler asks for a new one here too. */
const optionNames: Readonly<Record<keyof ChatStreamOptions, true>> = {
  chatId: true,
  endpoint: true,
  adapter: true,
  headers: true,
  body: true,
  credentials: true,
  fetch: true,
  whenBusy: true,
  messages: true,
  onBadFrame: true,
  generateId: true,
  firstByteTimeout: true,
  idleTimeout: true,
  stallAfter: true,
  now: true,
  timer: true,
  schedule: true,
  stopEndpoint: true,
  onStopError: true,
  onFinish: true,
  onError: true,
  onAbort: true,
};

/** Tells the options of the chat from the attributes of the element. */
function splitProps(props: object): { options: ChatStreamOptions; attributes: object } {
  const entries = Object.entries(props);
  return {
    options: Object.fromEntries(entries.filter(([name]) => name in optionNames)) as unknown as ChatStreamOptions,
    attributes: Object.fromEntries(entries.filter(([name]) => !(name in optionNames))),
  };
}

const defaultMarkdown: MarkdownSettings = {};
const noRenderers: PartRenderers = {};

/**
 * The outer element of a chat with one endpoint, in any arrangement: what is inside finds the chat, the labels, the renderers of parts
 * and the settings of Markdown. Escape stops the running answer. Takes its place in the page as a column of full height.
 *
 * @example
 * <Chat.Root endpoint="/api/chat">
 *   <Chat.Messages />
 *   <Chat.Composer />
 *   <Chat.Status />
 * </Chat.Root>
 */
export const ChatRoot: ForwardRefExoticComponent<ChatRootProps & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  ChatRootProps
>(function ChatRoot(props, ref) {
  const { chat: given, labels, parts, renderActions, markdown, density, children, ...others } = props;
  const { options, attributes } = splitProps(others);
  const stream = useChatStream(given === undefined ? options : { chat: given });
  const { status } = stream;
  const around = useContext(MarkdownContext);
  const outer = useContext(LabelsContext);
  const words = useMemo(() => (labels ? { ...outer, ...labels } : outer), [outer, labels]);
  const own = {
    ref,
    "aria-label": words.conversation,
    className: "headwater hw-chat-panel",
    "data-status": status,
    "data-density": density,
    // The keys of the chat as a whole; every act also has a button.
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Escape" || event.defaultPrevented || isComposing(event) || !isBusy(status)) return;
      // What is around the chat need not close then.
      event.preventDefault();
      stream.abort();
    },
    children,
  };
  const element = useElement("section", own, attributes, { status });
  return (
    <LabelsContext.Provider value={words}>
      <PartRenderersContext.Provider value={parts ?? noRenderers}>
        <MarkdownContext.Provider value={markdown === true ? defaultMarkdown : (markdown ?? around)}>
          <MessageActionsContext.Provider value={renderActions}>
            <ChatProvider chat={stream.chat}>{element}</ChatProvider>
          </MessageActionsContext.Provider>
        </MarkdownContext.Provider>
      </PartRenderersContext.Provider>
    </LabelsContext.Provider>
  );
});
