"use client";
import { memo, useState, type NamedExoticComponent } from "react";
import { copyText } from "../clipboard.js";
import { CheckIcon, CopyIcon } from "../icons.js";
import { useLabels } from "../labels.js";

interface CopyButtonProps {
  readonly read: () => string;
  /** Which label names the button. */
  readonly label: "copyCode" | "copyMessage";
}

/** Copies what the function gives, and says so until the reader goes elsewhere. */
export const CopyButton: NamedExoticComponent<CopyButtonProps> = memo(function CopyButton({ read, label }) {
  const labels = useLabels();
  const [state, setState] = useState<"ready" | "copied" | "failed">();
  const reset = () => setState("ready");
  const words = state === "copied" ? labels.copied : state === "failed" ? labels.copyFailed : "";
  return (
    <>
      <button
        type="button"
        className="hw-icon-button"
        aria-label={labels[label]}
        title={words || labels[label]}
        data-state={state ?? "ready"}
        onClick={() => void copyText(read()).then((isCopied) => setState(isCopied ? "copied" : "failed"))}
        onFocus={reset}
        onPointerEnter={reset}
        onBlur={reset}
        onPointerLeave={reset}
      >
        {state === "copied" ? <CheckIcon /> : <CopyIcon />}
      </button>
      {/* It must be there before it speaks, but a page full of such regions helps nobody. */}
      {state && <output className={state === "failed" ? "hw-md-failed" : "hw-visually-hidden"}>{words}</output>}
    </>
  );
});
