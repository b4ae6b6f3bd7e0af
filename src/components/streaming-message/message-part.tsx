"use client";
import { createElement, memo, useState, type NamedExoticComponent, type ReactElement } from "react";
import { useMessagePart } from "../../hooks/chat-context.js";
import { jsonText } from "../../protocol/json-text.js";
import { Code } from "../code.js";
import { GrowingText } from "../growing-text.js";
import { useLabels } from "../labels.js";
import { inlinePicture } from "../markdown/addresses.js";
import { MarkdownPart } from "../markdown/markdown.js";
import { useOwnRenderer, type PartProps } from "./part-renderers.js";

function Value({ value, ...rest }: { readonly value: unknown }): ReactElement {
  return (
    <pre className="hw-code hw-item" dir="auto" {...rest}>
      {typeof value === "string" ? value : jsonText(value, 1)}
    </pre>
  );
}

interface FileProps {
  readonly name: string;
  readonly url: string | undefined;
}

/** A picture if it is one, else its name. */
function FileView({ name, url, ...rest }: FileProps): ReactElement {
  const [isBroken, setBroken] = useState(false);
  if (url !== undefined && inlinePicture.test(url) && !isBroken) {
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- not of the user
    return <img className="hw-picture" src={url} alt={name} onError={() => setBroken(true)} {...rest} />;
  }
  return (
    <span className="hw-file" dir="auto" {...rest}>
      {name}
    </span>
  );
}

interface DefaultPartProps extends PartProps {
  /** Texts are Markdown. */
  readonly isMarkdown: boolean;
}

function DefaultPart({ part, isStreaming, isMarkdown }: DefaultPartProps): ReactElement | null {
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
    case "reasoning":
      // OpenAI sends some without a word.
      if (!part.text && !isStreaming) return null;
      return (
        <details className="hw-reasoning" open={isStreaming} {...state}>
          <summary>{labels.reasoning}</summary>
          {isMarkdown ? (
            <MarkdownPart part={part} isStreaming={isStreaming} />
          ) : (
            <div className="hw-reasoning-text" dir="auto">
              <GrowingText text={part.text} part={part} />
            </div>
          )}
        </details>
      );
    case "tool-call":
      return (
        <div className="hw-tool-call" dir="ltr" {...state}>
          <code className="hw-tool-name">{part.name}</code>
          <Code>{part.arguments}</Code>
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
      if (!name) return <Value value={part.value} {...state} />;
      return (
        <div className="hw-named" {...state}>
          <bdi className="hw-part-name">{name}</bdi>
          <Value value={part.value} />
        </div>
      );
    }
    case "file":
      return <FileView name={part.name || part.mediaType} url={part.url} {...state} />;
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
}

/** One part of a message: by the application's own renderer where it gave one, else as usual. Renders alone when it grows. */
export const MessagePartView: NamedExoticComponent<MessagePartProps> = memo(function MessagePartView(props) {
  const { messageId, index, isStreaming, isMarkdown } = props;
  const part = useMessagePart(messageId, index);
  const Own = useOwnRenderer(part);
  if (part === undefined) return null;
  if (Own) return createElement(Own, { part, isStreaming });
  if (isMarkdown && part.type === "text") return <MarkdownPart part={part} isStreaming={isStreaming} />;
  return <DefaultPart part={part} isStreaming={isStreaming} isMarkdown={isMarkdown} />;
});
