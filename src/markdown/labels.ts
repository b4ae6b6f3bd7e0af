import type { Definition } from "./inline.js";
import type { Node } from "./node.js";

/** Who uses which label, so that a late definition binds only the blocks that wait for it. */
export interface Labels {
  readonly define: (label: string, definition: Definition) => void;
  readonly defineFootnote: (label: string) => void;
  readonly definition: (label: string) => Definition | undefined;
  readonly hasFootnote: (label: string) => boolean;
  /**
   * A label was used that is not defined; footnotes with `^` before it.
   * @param isPending it is shown as if it will be
   */
  readonly miss: (label: string, node: Node, isPending: boolean) => void;
  /** Whether a label was used that begins so and is not defined. */
  readonly isAwaited: (start: string) => boolean;
  /** Those that show something as if it will be defined, and did so. */
  readonly waiting: () => Iterable<Node>;
}

/** @param onDefined hears who used a label before it was defined */
export function createLabels(onDefined: (node: Node) => void): Labels {
  const definitions = new Map<string, Definition>();
  const footnotes = new Set<string>();
  const missing = new Map<string, Set<Node>>();
  const pending = new Set<Node>();

  function bind(label: string): void {
    const nodes = missing.get(label);
    missing.delete(label);
    for (const node of nodes ?? []) onDefined(node);
  }

  return {
    define(label, { url, title }) {
      if (definitions.has(label)) return;
      definitions.set(label, { url, title });
      bind(label);
    },
    defineFootnote(label) {
      if (footnotes.has(label)) return;
      footnotes.add(label);
      bind(`^${label}`);
    },
    definition: (label) => definitions.get(label),
    hasFootnote: (label) => footnotes.has(label),
    miss(label, node, isPending) {
      if (isPending) pending.add(node);
      const nodes = missing.get(label);
      if (nodes) nodes.add(node);
      else missing.set(label, new Set([node]));
    },
    isAwaited: (start) => [...missing.keys()].some((label) => label.startsWith(start)),
    waiting: () => pending,
  };
}
