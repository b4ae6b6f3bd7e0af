/** What a live region has been given to say, in order: a screen reader speaks what is added, each node once. */
export function listen(region: Element): readonly string[] {
  const heard: string[] = [];
  new MutationObserver((records) => {
    for (const { addedNodes, type } of records) {
      if (type === "characterData") heard.push("changed");
      for (const node of addedNodes) {
        const pieces = node instanceof Element ? node.querySelectorAll("p") : [];
        heard.push(...Array.from(pieces, (piece) => piece.textContent));
      }
    }
  }).observe(region, { childList: true, characterData: true, subtree: true });
  return heard;
}
