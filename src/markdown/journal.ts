import type { Node } from "./node.js";

/**
 * Remembers changes of nodes so that they can be taken back. A line that is still arriving is read as if it were whole, for the
 * screen, and read again when more of it is there.
 */
export interface Journal {
  readonly set: <K extends keyof Node>(node: Node, key: K, value: Node[K]) => void;
  /** Puts into a list of the node, its text or its children: at the end, unless told where. */
  readonly put: <T>(node: Node, list: T[], item: T, index?: number) => void;
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
    put(node, list, item, index = list.length) {
      const { [index]: old, length } = list;
      entries?.push({
        node,
        undo() {
          list[index] = old!;
          list.length = length;
        },
      });
      list[index] = item;
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
