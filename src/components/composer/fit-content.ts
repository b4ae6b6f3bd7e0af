/** A browser that does not size a field by its content (Firefox, Safari before 26) must be told the height with every change. */
const isNeeded = (): boolean => !globalThis.CSS?.supports?.("field-sizing", "content");

/** As high as its text with the lines that it is broken into; the style sheet says when it scrolls. */
export function fitContent(field: HTMLTextAreaElement | null): void {
  if (!field || !isNeeded()) return;
  field.style.blockSize = "auto";
  const { scrollHeight } = field;
  // None where there is no layout, or while it is hidden.
  if (scrollHeight > 0) field.style.blockSize = `${scrollHeight}px`;
}

/** Fits it again when it gets wider or narrower. Returns how to stop. */
export function watchWidth(field: HTMLTextAreaElement | null): (() => void) | undefined {
  if (!field || !isNeeded() || typeof ResizeObserver !== "function") return undefined;
  let width = 0;
  const observer = new ResizeObserver(() => {
    // In the next frame: an observer that changes what it observes is reported as a loop.
    if (width !== (width = field.clientWidth)) requestAnimationFrame(() => fitContent(field));
  });
  observer.observe(field);
  return () => observer.disconnect();
}
