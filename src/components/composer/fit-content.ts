/** A browser that does not size a field by its content (Firefox, Safari before 26) must be told the height with every change. */
const isNeeded = (): boolean => !globalThis.CSS?.supports?.("field-sizing", "content");

/** As high as its text with the lines that it is broken into; the style sheet says when it scrolls. */
export function fitContent(field: HTMLTextAreaElement | null): void {
  if (!field || !isNeeded()) return;
  field.style.blockSize = "auto";
  // None where there is no layout, or while it is hidden.
  if (field.scrollHeight > 0) field.style.blockSize = `${field.scrollHeight}px`;
}

/** Fits it again when it gets wider or narrower. Returns how to stop. */
export function watchWidth(field: HTMLTextAreaElement | null): (() => void) | undefined {
  if (!field || !isNeeded() || typeof ResizeObserver !== "function") return undefined;
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (width !== (width = field.clientWidth)) fitContent(field);
  });
  observer.observe(field);
  return () => observer.disconnect();
}
