/** Nodes with all that is in them, and edits. */
export const changes = { added: 0, removed: 0, textEdits: 0, attributeEdits: 0 };

function size(node: Node): number {
  let count = 1;
  for (const child of node.childNodes) count += size(child);
  return count;
}

export function watchChanges(): void {
  // Of a node that was added and removed in one batch, only the removal can be measured: both count its size at the end.
  new MutationObserver((records) => {
    for (const { type, addedNodes, removedNodes } of records) {
      if (type === "characterData") changes.textEdits++;
      else if (type === "attributes") changes.attributeEdits++;
      for (const node of addedNodes) changes.added += size(node);
      for (const node of removedNodes) changes.removed += size(node);
    }
  }).observe(document.getElementById("root")!, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  });
}

/** The page as text: elements, their attributes by name, texts. The order of attributes says nothing. */
export function outline(node: Node): string {
  if (!(node instanceof Element)) return node.nodeValue ?? "";
  const attributes = Array.from(node.attributes, ({ name, value }) => ` ${name}=${JSON.stringify(value)}`);
  const inside = Array.from(node.childNodes, outline).join("");
  return `<${node.localName}${attributes.toSorted().join("")}>${inside}</>`;
}
