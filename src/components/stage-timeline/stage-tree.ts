import type { Stage } from "../../protocol/message.js";

/** A stage with its steps. */
export interface StageNode {
  readonly stage: Stage;
  readonly steps: StageNode[];
}

/** How deep steps stand in one another; what is deeper stands beside the last of these. */
const deepest = 6;

/** The stages with their steps in them. A step whose stage does not come before it stands on its own: so there is no circle. */
export function treeOf(stages: readonly Stage[]): readonly StageNode[] {
  const roots: StageNode[] = [];
  const known = new Map<string, { readonly node: StageNode; readonly beside: StageNode[]; readonly depth: number }>();
  for (const stage of stages) {
    const node: StageNode = { stage, steps: [] };
    const parent = known.get(stage.parentId ?? "");
    const isDeep = parent !== undefined && parent.depth >= deepest;
    const beside = isDeep ? parent.beside : (parent?.node.steps ?? roots);
    beside.push(node);
    known.set(stage.id, { node, beside, depth: parent ? parent.depth + (isDeep ? 0 : 1) : 1 });
  }
  return roots;
}

/** From the beginning of the first stage to the end of the last, in ms since the epoch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** @param now while some run; `undefined` where nobody knows */
export function spanOf(stages: readonly Stage[], now: number | undefined): Span | undefined {
  let start = Infinity;
  let end = -Infinity;
  for (const { status, startedAt = NaN, endedAt } of stages) {
    const last = endedAt ?? (status === "streaming" ? now : undefined);
    // What has no end, and does not run, tells nothing of its time.
    if (status === "submitted" || last === undefined || !(startedAt <= last)) continue;
    start = Math.min(start, startedAt);
    end = Math.max(end, last);
  }
  return start <= end ? { start, end } : undefined;
}
