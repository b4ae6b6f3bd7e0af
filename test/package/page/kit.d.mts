import type { createElement, ReactElement, StrictMode } from "react";
import type * as core from "../../../src/core.js";
import type * as kit from "../../../src/index.js";

export function kitElements(
  kit: typeof kit,
  core: typeof core,
  h: typeof createElement,
): Readonly<Record<string, ReactElement>>;
export function kitPage(
  kit: typeof kit,
  core: typeof core,
  react: { readonly createElement: typeof createElement; readonly StrictMode: typeof StrictMode },
): ReactElement;
export function componentNames(kit: object): readonly string[];
