import type { ReactElement } from "react";
import type { Gap } from "../../protocol/arrivals.js";

/** Gaps longer than this are stalls, in ms. */
export const stallLength = 2000;

interface SparklineProps {
  /** In order; not empty. */
  readonly gaps: readonly Gap[];
  /** What it shows, in a sentence. */
  readonly label: string;
  readonly nameOf: (stall: Gap) => string;
}

/**
 * The waits between chunks: time goes along, and up goes how long nothing had come, by its root, so that what is usual is still seen
 * beside a stall.
 */
export function Sparkline({ gaps, label, nameOf }: SparklineProps): ReactElement {
  const start = gaps[0]!.at - gaps[0]!.ms;
  const span = Math.max(gaps.at(-1)!.at - start, 1);
  const highest = Math.max(...gaps.map(({ ms }) => ms), stallLength / 2);
  const across = (at: number) => (((at - start) / span) * 100).toFixed(1);
  const up = (ms: number) => (20 - Math.sqrt(ms / highest) * 19).toFixed(1);
  const line = gaps.map(({ at, ms }) => `L${across(at - ms)} 20L${across(at)} ${up(ms)}V20`).join("");
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here
    <svg className="hw-sparkline hw-flip" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={`M0 20${line}H100`} />
      {gaps
        .filter(({ ms }) => ms > stallLength)
        .map((stall) => (
          <g key={stall.at}>
            <title>{nameOf(stall)}</title>
            <path data-stalled d={`M${across(stall.at - stall.ms)} 20H${across(stall.at)}V${up(stall.ms)}Z`} />
          </g>
        ))}
    </svg>
  );
}
