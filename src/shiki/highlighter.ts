"use client";
import { createHighlighter } from "../components/markdown/highlighter.js";
import type { Highlighter } from "../components/markdown/settings.js";
import { createFindTokenizer, type ShikiHighlighterOptions } from "./find-tokenizer.js";

/**
 * Colours code by [Shiki](https://shiki.style), with the grammars of Visual Studio Code. Regular expressions run in the browser's own
 * engine: no WebAssembly, so a strict Content-Security-Policy holds. Shiki itself and each grammar are loaded when the first
 * block of their language is met.
 *
 * @example
 * const highlight = createShikiHighlighter();
 * <Markdown text={answer} highlight={highlight} />
 */
export function createShikiHighlighter(options: ShikiHighlighterOptions = {}): Highlighter {
  return createHighlighter(createFindTokenizer(options));
}
