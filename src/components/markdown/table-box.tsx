"use client";
import { useRef, type ReactElement, type ReactNode } from "react";
import { useLabels } from "../labels.js";
import { useOverflow } from "./use-overflow.js";

interface TableBoxProps {
  /** It goes on in other boxes. */
  readonly isLong: boolean;
  readonly children: ReactNode;
}

/** Scrolls sideways when the table in it is wider, by the keyboard too. */
export function TableBox({ isLong, children }: TableBoxProps): ReactElement {
  const labels = useLabels();
  const box = useRef<HTMLDivElement>(null);
  const isWider = useOverflow(box);
  return (
    <div
      ref={box}
      className="hw-md-table"
      data-long={isLong || undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
      tabIndex={isWider ? 0 : undefined}
      role={isWider ? "group" : undefined}
      aria-label={isWider ? labels.table : undefined}
    >
      {children}
    </div>
  );
}
