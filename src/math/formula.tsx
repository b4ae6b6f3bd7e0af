"use client";
import { useCallback, useRef, useState, type ComponentType, type ReactElement } from "react";
import { classNames } from "../components/class-names.js";
import { useLabels } from "../components/labels.js";
import { visible } from "../components/markdown/invisible.js";
import type { MarkdownExtensionProps } from "../components/markdown/settings.js";
import { useOverflow } from "../components/markdown/use-overflow.js";

/** Options of `createMath`. */
export interface MathOptions {
  /**
   * Own commands by their names: `{ "\\RR": "\\mathbb{R}" }`.
   * @defaultValue none
   */
  readonly macros?: Readonly<Record<string, string>> | undefined;
  /**
   * How often commands may be replaced in a formula, so that none that a model writes takes forever.
   * @defaultValue 500
   */
  readonly maxExpand?: number | undefined;
  /**
   * The largest size that a formula may ask for, in em.
   * @defaultValue 20
   */
  readonly maxSize?: number | undefined;
}

interface KatexOptions {
  readonly displayMode: boolean;
  readonly macros: Record<string, string>;
  readonly maxExpand: number;
  readonly maxSize: number;
  readonly strict: "ignore";
  readonly throwOnError: true;
  readonly trust: false;
}

/** What is used of KaTeX. */
export interface Katex {
  readonly render: (formula: string, element: HTMLElement, options: KatexOptions) => void;
}

/** Characters of a formula that is still drawn. */
const longest = 10_000;

/** What a formula may do, and what it needs. */
interface Drawing {
  readonly katex: Katex;
  readonly value: string;
  readonly isDisplay: boolean;
  readonly options: MathOptions;
  /** Called for what KaTeX cannot read. */
  readonly onWrong: (value: string) => void;
}

/** The elements in it are KaTeX's: React does not know them. */
function Drawn({ katex, value, isDisplay, options, onWrong }: Drawing): ReactElement {
  const labels = useLabels();
  const box = useRef<HTMLElement | null>(null);
  const isWider = useOverflow(box);
  // Not an effect: where pages are made, React 18 complains of those that come before the screen.
  const draw = useCallback(
    (element: HTMLElement | null) => {
      box.current = element;
      if (!element) return;
      // By a class: a style that looks for formulas itself would look through all of a paragraph with every word of it.
      element.closest("p, .hw-md-heading")?.classList.add("hw-math-around");
      const { macros, maxExpand = 500, maxSize = 20 } = options;
      // A formula can define commands, for itself alone.
      const limits = { maxExpand, maxSize, macros: { ...macros } };
      try {
        katex.render(value, element, {
          ...limits,
          displayMode: isDisplay,
          strict: "ignore",
          throwOnError: true,
          trust: false,
        });
      } catch {
        onWrong(value);
      }
    },
    [katex, value, isDisplay, options, onWrong],
  );
  return (
    <span
      ref={draw}
      className={isDisplay ? "hw-math hw-math-display" : "hw-math"}
      dir="ltr"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
      tabIndex={isDisplay && isWider ? 0 : undefined}
      role={isDisplay && isWider ? "group" : undefined}
      aria-label={isDisplay && isWider ? labels.formula : undefined}
    />
  );
}

/** Makes the component that shows formulas. */
export function createFormula(
  options: MathOptions,
  useKatex: (isWanted: boolean) => Katex | undefined,
  isDisplay: boolean,
): ComponentType<MarkdownExtensionProps> {
  return function Formula({ value: written, isPending }): ReactElement {
    const value = written.trim();
    const [wrong, setWrong] = useState<string>();
    const isReady = !isPending && value.length <= longest;
    const katex = useKatex(isReady);
    if (katex && isReady && wrong !== value) {
      return <Drawn katex={katex} value={value} isDisplay={isDisplay} options={options} onWrong={setWrong} />;
    }
    const isWrong = wrong === value;
    return (
      <code
        className={classNames(
          isWrong ? "hw-md-inline-code" : "hw-math-source",
          isDisplay ? "hw-math-display" : undefined,
        )}
        dir="ltr"
        data-wrong={isWrong || undefined}
      >
        {visible(value)}
      </code>
    );
  };
}
