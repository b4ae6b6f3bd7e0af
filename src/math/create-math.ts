"use client";
import { createLibrary } from "../components/on-demand.js";
import type { MarkdownExtension } from "../components/markdown/settings.js";
import { math } from "../markdown/extensions/math.js";
import { createFormula, type Katex, type MathOptions } from "./formula.js";

/**
 * Formulas in TeX, drawn by [KaTeX](https://katex.org): `$…$` and `\(…\)` in a line, `$$…$$` and `\[…\]` on their own. KaTeX is
 * loaded when the first formula is complete; until then, and where it cannot read one, its source is shown. Screen readers get
 * MathML. Import its style sheet, `katex/dist/katex.min.css`; its fonts need `font-src 'self'` in a Content-Security-Policy.
 *
 * Formulas of a model can load nothing, link nowhere and set no class, style or id: `trust` is always off.
 *
 * @example
 * const extensions = createMath();
 * <Markdown text={answer} extensions={extensions} />
 */
export function createMath(options: MathOptions = {}): readonly MarkdownExtension[] {
  const useKatex = createLibrary<Katex>("KaTeX", async () => (await import("katex")).default);
  return math.map((syntax) => ({
    ...syntax,
    component: createFormula(options, useKatex, syntax.name === "math-display"),
  }));
}
