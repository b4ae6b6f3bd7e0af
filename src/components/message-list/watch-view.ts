/** Calls when an element comes into view, again and again. @returns how to stop it; nothing where no browser can tell */
export function watchView(element: Element, onInView: () => void): (() => void) | undefined {
  if (!globalThis.IntersectionObserver) return undefined;
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) onInView();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
