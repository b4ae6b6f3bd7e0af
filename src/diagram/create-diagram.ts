"use client";
import type { ComponentType } from "react";
import type { MarkdownCodeProps } from "../components/markdown/settings.js";
import { createDiagramWith } from "./diagram.js";
import type { Mermaid } from "./draw.js";

/** Options of `createDiagram`. */
export interface DiagramOptions {
  /**
   * Loads Mermaid, for builds of your own.
   * @defaultValue the package `mermaid`
   */
  readonly load?: (() => Promise<Mermaid>) | undefined;
}

/**
 * Diagrams of [Mermaid](https://mermaid.js.org), for `codeBlocks`: source while they are written, then a picture, its source one
 * press away. What Mermaid draws becomes an `<img>` with a `data:` address, in which nothing runs and nothing is loaded; a
 * Content-Security-Policy needs `img-src data:`, and Mermaid itself `style-src 'unsafe-inline'` while it measures. A diagram
 * that names addresses is drawn when the reader asks for it. Mermaid is loaded when the first diagram is complete.
 *
 * @example
 * const codeBlocks = { mermaid: createDiagram() };
 * <Markdown text={answer} codeBlocks={codeBlocks} />
 */
export function createDiagram({ load = loadMermaid }: DiagramOptions = {}): ComponentType<MarkdownCodeProps> {
  return createDiagramWith(load);
}

async function loadMermaid(): Promise<Mermaid> {
  // @ts-ignore -- an optional peer; its types would cost 200 MB where nobody draws
  const { default: mermaid } = (await import("mermaid")) as { readonly default: Mermaid };
  return mermaid;
}
