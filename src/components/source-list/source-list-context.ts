"use client";
import { createContext, type Context, type ReactNode } from "react";
import type { ListedSource } from "./listed-source.js";

/** How sources are shown and opened. */
export interface SourceListSettings {
  /** Makes the names of sources without an address, such as files, buttons that call this. @defaultValue they are text */
  readonly onOpenSource?: ((source: ListedSource) => void) | undefined;
  /** Shows a source instead of us: what it returns stands in the item of the list. @defaultValue as usual */
  readonly renderSource?: ((source: ListedSource, number: number) => ReactNode) | undefined;
  /** Of a longer list the rest is folded. @defaultValue 6 */
  readonly limit?: number | undefined;
}

/** How the sources of all answers below are shown and opened. Keep the object: a new one renders them again. */
export const SourceListContext: Context<SourceListSettings> = createContext<SourceListSettings>({});
