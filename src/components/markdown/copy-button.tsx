"use client";
import { memo, useState, type NamedExoticComponent } from "react";
import { CheckIcon, CopyIcon } from "../icons.js";
import { useLabels } from "../labels.js";

/** Copies what the function gives, and says so until the reader goes elsewhere. */
export const CopyButton: NamedExoticComponent<{ readonly read: () => string }> = memo(function CopyButton({ read }) {
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
