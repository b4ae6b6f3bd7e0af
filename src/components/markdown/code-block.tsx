"use client";
import { memo, useInsertionEffect, useRef, useState, type NamedExoticComponent, type ReactElement } from "react";
import type { Block } from "../../markdown/document.js";
import { CheckIcon, CopyIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { visible } from "./invisible.js";
import { useMarkdownSettings } from "./settings.js";
import { useOverflow } from "./use-overflow.js";

type CodeBlockData = Extract<Block, { type: "code" }>;

/** Lines in a box of their own: a browser lays out all the text of a box again when a character of it changes. */
const Lines: NamedExoticComponent<{ readonly text: string }> = memo(function Lines({ text }) {
  return <span className="hw-md-lines">{visible(text)}</span>;
});

/** All pieces of a text. Their places are their identities. */
export function renderParts(parts: readonly string[]): ReactElement[] {
  // oxlint-disable-next-line react/no-array-index-key -- see above
  return parts.map((text, index) => <Lines key={index} text={text} />);
}

/** Copies what the function gives, and says so until the reader goes elsewhere. */
const CopyButton: NamedExoticComponent<{ readonly read: () => string }> = memo(function CopyButton({ read }) {
  const labels = useLabels();
  const [state, setState] = useState<"ready" | "copied" | "failed">("ready");
  async function copy() {
    try {
      await navigator.clipboard.writeText(read());
      setState("copied");
    } catch {
      // Not allowed, or no secure page: there is no clipboard then.
      setState("failed");
    }
  }
  const reset = () => setState("ready");
  const words = state === "copied" ? labels.copied : state === "failed" ? labels.copyFailed : "";
  return (
    <>
      <button
        type="button"
        className="hw-icon-button"
        aria-label={labels.copyCode}
        title={words || labels.copyCode}
        data-state={state}
        onClick={() => void copy()}
        onBlur={reset}
        onPointerLeave={reset}
      >
        {state === "copied" ? <CheckIcon /> : <CopyIcon />}
      </button>
      <output className={state === "failed" ? "hw-md-failed" : "hw-visually-hidden"}>{words}</output>
    </>
  );
});

/** Code in a box that scrolls sideways, with its language and a button that copies it. */
export function CodeBlock({ block }: { readonly block: CodeBlockData }): ReactElement {
  const labels = useLabels();
  const { components } = useMarkdownSettings();
  const box = useRef<HTMLPreElement>(null);
  const isWider = useOverflow(box);
  const shown = useRef(block);
  useInsertionEffect(() => {
    shown.current = block;
  }, [block]);
  // One function for good, so that the button does not render with every line.
  const [read] = useState(() => () => shown.current.parts.join(""));
  const { language, info, parts, open } = block;
  const lines = renderParts(parts);
  if (components?.pre) {
    const Own = components.pre;
    return (
      <Own code={parts.join("")} language={language} info={info} isOpen={open}>
        {lines}
      </Own>
    );
  }
  return (
    <div className="hw-md-code" data-open={open || undefined}>
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
