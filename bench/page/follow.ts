/** Keeps the end of `content` in view: after layout, in the same frame. What each contender without a scroller of its own gets. */
export function followEnd(scroller: HTMLElement, content: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    scroller.scrollTop = scroller.scrollHeight;
  });
  observer.observe(content);
  return () => observer.disconnect();
}

/** The element that scrolls and the column in it, for contenders without React. */
export function createPanel(root: HTMLElement, follow: boolean): HTMLElement {
  const panel = document.createElement("div");
  panel.className = "panel";
  const scroller = document.createElement("div");
  scroller.className = "scroller";
  const column = document.createElement("div");
  column.className = "column plain";
  scroller.append(column);
  panel.append(scroller);
  root.append(panel);
  if (follow) followEnd(scroller, column);
  return column;
}
