"use client";
import { createElement, memo, type NamedExoticComponent, type ReactElement } from "react";
import { useMessagePart, useToolCallState } from "../../hooks/chat-context.js";
import { jsonText } from "../../protocol/json-text.js";
import type { FilePart } from "../../protocol/message.js";
import { Code } from "../code.js";
import { GrowingText } from "../growing-text.js";
import { useLabels } from "../labels.js";
import { readPicture } from "../markdown/addresses.js";
import { MarkdownPart } from "../markdown/markdown.js";
import { Picture } from "../markdown/picture.js";
import { Reasoning } from "../reasoning/reasoning.js";
import { ToolCall } from "../tool-call/tool-call.js";
import { useOwnRenderer, type PartProps } from "./part-renderers.js";
import type { CallPlaces } from "./reading-order.js";

function Value({ value, ...rest }: { readonly value: unknown }): ReactElement {
  return (
    <pre className="hw-code hw-item" dir="auto" {...rest}>
      {typeof value === "string" ? value : jsonText(value, 1)}
    </pre>
  );
}

/** A picture if it is one, by the rules for those of Markdown; else its name. */
function FileView({ part, ...rest }: { readonly part: FilePart }): ReactElement {
  const { mediaType, url = "", name = "" } = part;
  const words = name || mediaType;
  const picture = readPicture(url);
  const isPicture = picture && (picture.isInline || /^image\//i.test(mediaType));
  return (
    <span className={isPicture ? undefined : "hw-file"} dir="auto" {...rest}>
      {isPicture ? <Picture url={url} alt={words} isPending={false} isInLink={false} /> : words}
    </span>
  );
}

interface DefaultPartProps extends PartProps {
  readonly isLine: boolean;
}

function DefaultPart({ part, isStreaming, isLine }: DefaultPartProps): ReactElement | null {
  const labels = useLabels();
  const state = { "data-part": part.type, "data-status": isStreaming ? "streaming" : "done" };
  switch (part.type) {
    case "text":
    case "refusal":
      // Whoever sends more than this without a word is told by it.
      if (part.text.length < 64 && !part.text.trim()) return null;
      return (
        <div className="hw-text" dir="auto" {...state}>
          <GrowingText text={part.text} part={part} />
        </div>
      );
    case "tool-result":
      return (
        <div className="hw-tool-result" {...state}>
          <span className="hw-part-name">{labels.toolOutput}</span>
          <Code>{part.result}</Code>
        </div>
      );
    case "item":
    case "data": {
      const name = part.type === "data" ? part.name : part.event;
      if (!name) return <Value value={part.value} data-line={isLine || undefined} {...state} />;
      return (
        <div className="hw-named" {...state}>
          <bdi className="hw-part-name">{name}</bdi>
          <Value value={part.value} />
        </div>
      );
    }
    case "file":
      return <FileView part={part} {...state} />;
    default:
      return null;
  }
}

interface MessagePartProps {
  readonly messageId: string;
  /** The place of the part in its message. */
  readonly index: number;
  readonly isStreaming: boolean;
  /** Texts are Markdown. */
  readonly isMarkdown: boolean;
  /** All parts are lines of one text. */
  readonly isLine: boolean;
}

/** One part of a message: by the application's own renderer where it gave one, else as usual. Renders alone when it grows. */
export const MessagePartView: NamedExoticComponent<MessagePartProps> = memo(function MessagePartView(props) {
  const { messageId, index, isStreaming, isMarkdown, isLine } = props;
  const part = useMessagePart(messageId, index);
  const Own = useOwnRenderer(part);
  if (part === undefined) return null;
  if (Own) return createElement(Own, { part, isStreaming });
  if (isMarkdown && part.type === "text") return <MarkdownPart part={part} index={index} isStreaming={isStreaming} />;
  if (part.type === "reasoning") return <Reasoning part={part} isStreaming={isStreaming} />;
  return <DefaultPart part={part} isStreaming={isStreaming} isLine={isLine} />;
});

interface CallViewProps {
  readonly messageId: string;
  readonly places: CallPlaces;
  /** More of its arguments may come. */
  readonly isStreaming: boolean;
}

/** A call of a tool with its results in it; where the application renders calls itself, they follow it. */
export const CallView: NamedExoticComponent<CallViewProps> = memo(function CallView(props) {
  const { messageId, places, isStreaming } = props;
  const [place, ...answers] = places;
  const part = useMessagePart(messageId, place);
  const state = useToolCallState(messageId, place, answers.at(-1));
  const Own = useOwnRenderer(part);
  if (part?.type !== "tool-call") return null;
  const results = answers.map((answer) => (
    <MessagePartView
      key={answer}
      messageId={messageId}
      index={answer}
      isStreaming={false}
      isMarkdown={false}
      isLine={false}
    />
  ));
  if (!Own) {
    return (
      <ToolCall part={part} isStreaming={isStreaming} state={state}>
        {results}
      </ToolCall>
    );
  }
  return (
    <>
      {createElement(Own, { part, isStreaming })}
      {results}
    </>
  );
});
