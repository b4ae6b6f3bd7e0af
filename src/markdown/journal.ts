import type { Node } from "./node.js";

/**
 * Remembers changes of nodes so that they can be taken back. A line that is still arriving is read as if it were whole, for the
 * screen, and read again when more of it is there.
 */
export interface Journal {
  readonly set: <K extends keyof Node>(node: Node, key: K, value: Node[K]) => void;
  readonly addText: (node: Node, text: string) => void;
  readonly addChild: (node: Node, child: Node) => void;
  readonly replaceChild: (node: Node, index: number, child: Node) => void;
  /** From now on changes are remembered. */
  readonly begin: () => void;
  /** Takes back what was changed since `begin`, and stops remembering. */
  readonly undo: () => void;
  readonly isRecording: () => boolean;
}

/** @param onUndo hears of every node of which a change was taken back */
export function createJournal(onUndo: (node: Node) => void): Journal {
  let entries: { readonly node: Node; readonly undo: () => void }[] | undefined;
  return {
    set(node, key, value) {
      const old = node[key];
      entries?.push({ node, undo: () => (node[key] = old) });
      node[key] = value;
    },
    addText(node, text) {
      const { text: pieces } = node;
      entries?.push({ node, undo: () => pieces.pop() });
      pieces.push(text);
    },
    addChild(node, child) {
      const { children } = node;
      entries?.push({ node: child, undo: () => children.pop() });
      children.push(child);
    },
    replaceChild(node, index, child) {
      const { children } = node;
      const old = children[index]!;
      entries?.push({ node: child, undo: () => (children[index] = old) });
      children[index] = child;
    },
    begin() {
      entries = [];
    },
    undo() {
      const changes = entries ?? [];
      entries = undefined;
      for (const { node, undo } of changes.toReversed()) {
        undo();
        onUndo(node);
      }
    },
    isRecording: () => entries !== undefined,
  };
}
