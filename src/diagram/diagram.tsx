"use client";
import { useEffect, useRef, useState, type ComponentType, type ReactElement } from "react";
import { handOverFocus } from "../components/hand-over-focus.js";
import { useLabels } from "../components/labels.js";
import { createLibrary } from "../components/on-demand.js";
import type { MarkdownCodeProps } from "../components/markdown/settings.js";
import { createDraw, type DrawnPicture, type Mermaid } from "./draw.js";

/**
 * What can make Mermaid load something while it draws: pictures and styles with addresses, and ways to write these in other
 * characters.
 */
const mayLoad = /\/\/|\bimg["'\s]*:|url\s*\(|@import|\\|#(?:47|x2f|sol);/i;

/** Characters of a diagram that is still drawn. */
const longest = 20_000;

/** What a source became. */
interface Result {
  readonly code: string;
  /** None: it could not be drawn. */
  readonly picture?: DrawnPicture | undefined;
}

/** Makes the component that shows diagrams, with the Mermaid that they share. */
export function createDiagramWith(load: () => Promise<Mermaid>): ComponentType<MarkdownCodeProps> {
  const useMermaid = createLibrary("Mermaid", load);
  const draw = createDraw();
  return function Diagram({ code, isOpen, block }): ReactElement {
    const labels = useLabels();
    /** The source, not a flag: another may come to stand here. */
    const [wanted, setWanted] = useState<string>();
    const [result, setResult] = useState<Result>();
    const box = useRef<HTMLDivElement>(null);
    const canDraw = !isOpen && code.trim() !== "" && code.length <= longest && result?.code !== code;
    const mustAsk = canDraw && wanted !== code && mayLoad.test(code);
    const isReady = canDraw && !mustAsk;
    const mermaid = useMermaid(isReady);
    useEffect(() => {
      const element = box.current;
      if (!mermaid || !isReady || !element) return undefined;
      let isHere = true;
      draw(mermaid, code, element).then(
        (picture) => isHere && setResult({ code, picture }),
        () => isHere && setResult({ code }),
      );
      return () => {
        isHere = false;
      };
    }, [mermaid, isReady, code]);
    const picture = result?.code === code && !isOpen ? result.picture : undefined;
    if (!picture) {
      return (
        <div ref={box} className="hw-diagram" tabIndex={mustAsk || wanted === code ? -1 : undefined}>
          {block}
          {mustAsk && (
            <button
              type="button"
              className="hw-button"
              onClick={({ currentTarget }) => {
                handOverFocus(currentTarget);
                setWanted(code);
              }}
            >
              {labels.drawDiagram}
            </button>
          )}
        </div>
      );
    }
    const { src, width, height } = picture;
    return (
      <div ref={box} className="hw-diagram" tabIndex={wanted === code ? -1 : undefined}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- not of the user */}
        <img
          className="hw-diagram-picture"
          alt={labels.diagram}
          width={width}
          height={height}
          onError={() => setResult({ code })}
          src={src}
        />
        <details className="hw-evidence">
          <summary>{labels.diagramSource}</summary>
          {block}
        </details>
      </div>
    );
  };
}
