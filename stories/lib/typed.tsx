import { useEffect, useState, type ReactElement } from "react";
import { Markdown, type MarkdownProps } from "../../src/index.js";
import { waitBeforeChunk } from "./speed.js";

/** The text arrives in pieces of a few characters, as tokens do. */
export function Typed({ text, ...rest }: MarkdownProps): ReactElement {
  const [length, setLength] = useState(0);
  useEffect(() => {
    if (length >= text.length) return undefined;
    const timer = setTimeout(() => setLength(length + 24), waitBeforeChunk());
    return () => clearTimeout(timer);
  }, [length, text]);
  return <Markdown {...rest} text={text.slice(0, length)} streaming={length < text.length} data-length={length} />;
}
