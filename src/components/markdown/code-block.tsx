"use client";
import {
  createElement,
  memo,
  useInsertionEffect,
  useRef,
  useState,
  type NamedExoticComponent,
  type ReactElement,
} from "react";
import type { Block } from "../../markdown/document.js";
import { useLabels } from "../labels.js";
import { CopyButton } from "./copy-button.js";
import { visible } from "./invisible.js";
import { useMarkdownSettings } from "./settings.js";
import { useOverflow } from "./use-overflow.js";

interface CodeBlockProps {
  readonly block: Extract<Block, { type: "code" }>;
  /** Whatever own components there are. */
  readonly isDefault?: boolean;
}

/** Lines in a box of their own: a browser lays out all the text of a box again when a character of it changes. */
const Lines: NamedExoticComponent<{ readonly text: string }> = memo(function Lines({ text }) {
  return <span className="hw-md-lines">{visible(text)}</span>;
});

/** All pieces of a text. Their places are their identities. */
export function renderParts(parts: readonly string[]): ReactElement[] {
  // oxlint-disable-next-line react/no-array-index-key -- see above
  return parts.map((text, index) => <Lines key={index} text={text} />);
}

/** Code in a box that scrolls sideways, with its language and a button that copies it. */
export function CodeBlock({ block, isDefault }: CodeBlockProps): ReactElement {
  const labels = useLabels();
  const { components, codeBlocks, highlight: Highlighted, wrapCode } = useMarkdownSettings();
  const box = useRef<HTMLPreElement>(null);
  const isWider = useOverflow(box);
  const shown = useRef(block);
  useInsertionEffect(() => {
    shown.current = block;
  }, [block]);
  // One function for good, so that the button does not render with every line.
  const [read] = useState(() => () => shown.current.parts.join(""));
  const { language, info, parts, open } = block;
  const lines = Highlighted ? (
    <Highlighted parts={parts} language={parts[0] === "" ? "" : language} isOpen={open} />
  ) : (
    renderParts(parts)
  );
  const name = language.toLowerCase();
  const Own = (codeBlocks && Object.hasOwn(codeBlocks, name) && codeBlocks[name]) || components?.pre;
  if (Own && !isDefault) {
    const whole = <CodeBlock block={block} isDefault />;
    const props = { code: parts.join(""), language, info, isOpen: open, block: whole, children: lines };
    return createElement(Own, props);
  }
  return (
    <div className="hw-md-code" data-open={open || undefined} data-wrap={wrapCode || undefined}>
      <div className="hw-md-code-head">
        <span dir="ltr">{visible(language)}</span>
        <CopyButton read={read} />
      </div>
      {/* A box that scrolls must be reachable by keyboard. */}
      <pre
        ref={box}
        dir="ltr"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={isWider ? 0 : undefined}
        role={isWider ? "group" : undefined}
        aria-label={isWider ? language || labels.code : undefined}
      >
        <code>{lines}</code>
      </pre>
    </div>
  );
}
