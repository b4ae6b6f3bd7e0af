"use client";
import {
  forwardRef,
  useContext,
  useMemo,
  type ComponentPropsWithoutRef,
  type ReactNode,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from "react";
import type { Chat, ChatStreamOptions } from "../../hooks/index.js";
import { ChatProvider } from "../../hooks/chat-context.js";
import { useChatStream } from "../../hooks/use-chat-stream.js";
import type { Status } from "../../protocol/status.js";
import { classNames } from "../class-names.js";
import { isComposing } from "../composing.js";
import { Composer } from "../composer/composer.js";
import { defaultLabels, LabelsContext, type Labels } from "../labels.js";
import { MarkdownContext, type MarkdownSettings } from "../markdown/settings.js";
import { MessageList } from "../message-list/message-list.js";
import { RunControls } from "../run-controls/run-controls.js";
import { PartRenderersContext, type PartRenderers } from "../streaming-message/part-renderers.js";
import { LiveStatus } from "./live-status.js";

type PanelElement = Omit<ComponentPropsWithoutRef<"section">, "children" | "onError" | "onAbort">;

interface PanelOptions extends PanelElement {
  /** A chat that lives elsewhere, instead of `endpoint`. */
  readonly chat?: Chat | undefined;
  /** Texts, in part or in whole. @defaultValue English */
  readonly labels?: Partial<Labels> | undefined;
  /** Own components for types of parts. */
  readonly parts?: PartRenderers | undefined;
  /**
   * How the Markdown of answers is shown; `false`: as plain text. Keep the object: a new one renders all answers again.
   * @defaultValue that of the nearest `MarkdownContext`
   */
  readonly markdown?: MarkdownSettings | boolean | undefined;
  /** Shown while there is no message. */
  readonly empty?: ReactNode;
}

/** Props of {@link ChatPanel}: the options of `useChatStream`, and what goes to its `<section>`. */
export type ChatPanelProps = PanelOptions &
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
function splitProps(props: object): { options: ChatStreamOptions; attributes: PanelElement } {
  const entries = Object.entries(props);
  return {
    options: Object.fromEntries(entries.filter(([name]) => name in optionNames)) as unknown as ChatStreamOptions,
    attributes: Object.fromEntries(entries.filter(([name]) => !(name in optionNames))),
  };
}

const afterSuccess: readonly Status[] = ["done"];

/**
 * A whole chat with one endpoint. Any back end that streams: the format is found from the reply.
 *
 * It only composes `ChatProvider`, `MessageList`, `RunControls` and `Composer`; whatever it does, you can do by hand.
 *
 * @example
 * <ChatPanel endpoint="/api/chat" />
 */
export const ChatPanel: ForwardRefExoticComponent<ChatPanelProps & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  ChatPanelProps
>(function ChatPanel(props, ref) {
  const { chat: given, labels, parts, markdown, empty, className, ...others } = props;
  const { options, attributes } = splitProps(others);
  const stream = useChatStream(given === undefined ? options : { chat: given });
  const around = useContext(MarkdownContext);
  const words = useMemo(() => ({ ...defaultLabels, ...labels }), [labels]);
  return (
    <LabelsContext.Provider value={words}>
      <PartRenderersContext.Provider value={parts ?? noRenderers}>
        <MarkdownContext.Provider value={markdown === true ? defaultMarkdown : (markdown ?? around)}>
          <ChatProvider chat={stream.chat}>
            {/* The keys of the panel as a whole; every act also has a button. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above */}
            <section
              aria-label={words.conversation}
              {...attributes}
              ref={ref}
              onKeyDown={(event) => {
                attributes.onKeyDown?.(event);
                if (event.key === "Escape" && !event.defaultPrevented && !isComposing(event)) stream.abort();
              }}
              className={classNames("headwater hw-chat-panel", className)}
              data-status={stream.status}
            >
              <MessageList empty={empty} />
              <RunControls restartOn={afterSuccess} showStop={false} />
              <Composer />
              <LiveStatus />
            </section>
          </ChatProvider>
        </MarkdownContext.Provider>
      </PartRenderersContext.Provider>
    </LabelsContext.Provider>
  );
});

const defaultMarkdown: MarkdownSettings = {};
const noRenderers: PartRenderers = {};
