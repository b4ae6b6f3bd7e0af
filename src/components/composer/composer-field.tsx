"use client";
import { forwardRef, type ForwardRefExoticComponent, type ReactNode, type RefAttributes } from "react";
import { useElement, type PartElementProps } from "../element.js";
import { useComposer, type ComposerState } from "./composer-context.js";

/** Props of {@link ComposerField}; all others go to its `<div>`. */
export interface ComposerFieldProps extends PartElementProps<"div", ComposerState> {
  /** The parts in the frame, in any arrangement. */
  readonly children?: ReactNode;
}

/** The frame around what is written and its buttons. */
export const ComposerField: ForwardRefExoticComponent<ComposerFieldProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  ComposerFieldProps
>(function ComposerField(props, ref) {
  return useElement("div", { ref, className: "hw-field" }, props, { status: useComposer().status });
});
