"use client";
import {
  createElement,
  Fragment,
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

/** Pieces per box. */
const boxSize = 16;

/** Renders a text that only grows: what stands in full boxes is not compared again piece by piece. */
function createPartsRenderer(): (parts: readonly string[]) => ReactElement[] {
  let known: readonly string[] = [];
  let boxes: readonly ReactElement[] = [];
  return (parts) => {
    const elements: ReactElement[] = [];
    for (let start = 0, index = 0; start < parts.length; start += boxSize, index++) {
      const own = parts.slice(start, start + boxSize);
      const isSame = start + boxSize < parts.length && own.every((part, place) => part === known[start + place]);
      elements.push(
        (isSame && boxes[index]) ||
          (index === 0 ? (
            <Fragment key={index}>{renderParts(own)}</Fragment>
          ) : (
            <span key={index} className="hw-md-lines">
              {renderParts(own)}
            </span>
          )),
      );
    }
    known = parts;
    boxes = elements;
    return elements;
  };
}

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
  const [render] = useState(createPartsRenderer);
  const { language, info, parts, open } = block;
  const lines = Highlighted ? (
    <Highlighted parts={parts} language={parts[0] === "" ? "" : language} isOpen={open} />
  ) : (
    render(parts)
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
        <CopyButton read={read} label="copyCode" />
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
