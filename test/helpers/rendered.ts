interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
}

/** Function components, also within `memo` and `forwardRef`. */
const components = new Set([0, 11, 14, 15]);

function countFrom(fiber: Fiber | null): number {
  let sum = 0;
  for (let at = fiber; at; at = at.sibling) {
    // Flag 1: it rendered in this commit. A subtree that React did not enter has the very children it had.
    if (components.has(at.tag) && (at.flags & 1) !== 0) sum++;
    if (at.alternate === null || at.alternate.child !== at.child) sum += countFrom(at.child);
  }
  return sum;
}

/** How many components rendered in the last commit: what the tools for developers read, React tells nobody else. */
export function rendered(container: Element): number {
  const key = Object.keys(container).find((name) => name.startsWith("__reactContainer$"))!;
  const root = (container as unknown as Record<string, { readonly stateNode: { readonly current: Fiber } }>)[key]!;
  return countFrom(root.stateNode.current.child);
}
