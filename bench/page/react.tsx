import { useEffect, useRef, type ReactElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import type { ChatSettings, MarkdownView, Send } from "./contract.js";
import { followEnd } from "./follow.js";

export interface PanelProps extends Omit<ChatSettings, "urls"> {
  readonly url: string;
  /** Hands out the function that sends the question. */
  readonly onReady: (send: Send) => void;
}

/** One React root with a panel for each address. */
export function mountPanels(
  root: HTMLElement,
  { urls, ...settings }: ChatSettings,
  Panel: (props: PanelProps) => ReactNode,
): Send {
  const sends = new Map<string, Send>();
  const panels = urls.map((url) => (
    <div className="panel" key={url}>
      <Panel {...settings} url={url} onReady={(send) => sends.set(url, send)} />
    </div>
  ));
  flushSync(() => createRoot(root).render(panels));
  return () => {
    for (const url of urls) sends.get(url)!();
  };
}

/** The plain list of rows that documentation examples show, in an element that scrolls. */
export function Rows({ follow, children }: { readonly follow: boolean; readonly children: ReactNode }): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  useEffect(() => (follow ? followEnd(scroller.current!, column.current!) : undefined), [follow]);
  return (
    <div className="scroller" ref={scroller}>
      <div className="column" ref={column}>
        {children}
      </div>
    </div>
  );
}

/** A document as one React root that is given the whole text each time. */
export function mountMarkdown(
  root: HTMLElement,
  render: (text: string, streaming: boolean) => ReactNode,
): MarkdownView {
  const column = document.createElement("div");
  column.className = "column";
  root.append(column);
  const reactRoot = createRoot(column);
  const show = (text: string, streaming: boolean) => flushSync(() => reactRoot.render(render(text, streaming)));
  return { show: (text) => show(text, true), end: (text) => show(text, false) };
}
