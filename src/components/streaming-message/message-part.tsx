"use client";
import { createElement, memo, type NamedExoticComponent, type ReactElement } from "react";
import { jsonText } from "../../protocol/json-text.js";
import { Code } from "../code.js";
import { useLabels } from "../labels.js";
import { useOwnRenderer, type PartProps } from "./part-renderers.js";

function DefaultPart({ part, isStreaming }: PartProps): ReactElement | null {
  const labels = useLabels();
  const state = { "data-part": part.type, "data-status": isStreaming ? "streaming" : "done" };
  switch (part.type) {
    case "text":
    case "refusal":
      return (
        <div className="hw-text" dir="auto" {...state}>
          {part.text}
        </div>
      );
    case "reasoning":
      return (
        <details className="hw-reasoning" open={isStreaming} {...state}>
          <summary>{labels.reasoning}</summary>
          <div className="hw-reasoning-text" dir="auto">
            {part.text}
          </div>
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
      return <Code {...state}>{part.result}</Code>;
    case "item":
    case "data":
      return (
        <pre className="hw-code hw-item" dir="auto" {...state}>
          {typeof part.value === "string" ? part.value : jsonText(part.value, 1)}
        </pre>
      );
    case "file":
      return (
        <span className="hw-file" {...state}>
          {part.name ?? part.mediaType}
        </span>
      );
    default:
      return null;
  }
}

/** One part of a message: by the application's own renderer where it gave one, else as usual. Memoised by identity. */
export const MessagePartView: NamedExoticComponent<PartProps> = memo(function MessagePartView(props) {
  return createElement(useOwnRenderer(props.part) ?? DefaultPart, props);
});
