"use client";
import { forwardRef, type ForwardRefExoticComponent, type ReactElement, type RefAttributes } from "react";
import { useStreamMeter, type StreamMeterOptions } from "../../hooks/index.js";
import type { Status } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { fill, useFormat } from "../format.js";
import { useLabels } from "../labels.js";
import { defaultStreamMeterLabels, type StreamMeterLabels } from "./labels.js";
import { Sparkline, stallLength } from "./sparkline.js";

/** What the outer element of {@link StreamMeter} depends on. */
export interface StreamMeterState {
  /** Of the answer; `idle` without one. */
  readonly status: Status;
  /** Nothing has come for more than 2 s. */
  readonly stalled: boolean;
}

/** Props of {@link StreamMeter}; all others go to its outer element. */
export interface StreamMeterProps extends PartElementProps<"div", StreamMeterState>, StreamMeterOptions {
  /** Texts, in part or in whole. @defaultValue those of the chat, else English */
  readonly labels?: Partial<StreamMeterLabels> | undefined;
}

/**
 * How fast an answer comes: time to the first token, tokens per second, total time, tokens, and the gaps between chunks, with those
 * of more than 2 s marked. Tokens are estimated until the server has counted them.
 *
 * Times are those of arrival on this device, see {@link useStreamMeter}. No live region: read it when you want to know.
 *
 * @example
 * <StreamMeter />                // the last answer of the nearest chat
 * <StreamMeter message={saved} /> // one that was saved, anywhere
 */
export const StreamMeter: ForwardRefExoticComponent<StreamMeterProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  StreamMeterProps
>(function StreamMeter({ messageId, message, charactersPerToken, labels: given, ...rest }, ref) {
  const measure = useStreamMeter({ messageId, message, charactersPerToken });
  const labels = { ...defaultStreamMeterLabels, ...useLabels().meter, ...given };
  const format = useFormat();
  const { status, toFirstContent, total, tokens, tokensPerSecond, isEstimate, gaps, silence = 0 } = measure;
  const stalled = silence > stallLength;
  const isRunning = status === "submitted" || status === "streaming";

  const time = (ms: number | undefined, isExact = true) => ms !== undefined && format.duration(ms, isExact);
  const count = (value: number | undefined) => {
    const number = value !== undefined && format.number(Math.round(value));
    return number && isEstimate ? fill(labels.estimate, { number }) : number;
  };
  const stallName = (ms: number) => fill(labels.stall, { duration: format.duration(Math.floor(ms / 1000) * 1000) });
  const row = (name: string, value: string | false): ReactElement => (
    <div>
      <dt>{name}</dt>
      <dd className="hw-numeric">
        <bdi>{value || labels.unknown}</bdi>
      </dd>
    </div>
  );
  const stalls = gaps.filter(({ ms }) => ms > stallLength).length;
  const own = {
    ref,
    className: "hw-meter",
    "data-status": status,
    "data-stalled": stalled || undefined,
    children: (
      <>
        <dl>
          {row(labels.firstToken, time(toFirstContent))}
          {row(labels.rate, count(tokensPerSecond))}
          {row(labels.tokens, count(tokens))}
          {row(labels.total, time(total && isRunning ? Math.floor(total / 1000) * 1000 : total, !isRunning))}
        </dl>
        {gaps.length > 0 && (
          <Sparkline
            gaps={gaps}
            label={fill(labels.summary, {
              count: format.number(stalls),
              gap: format.duration(Math.max(...gaps.map(({ ms }) => ms)), true),
            })}
            nameOf={({ ms }) => stallName(ms)}
          />
        )}
        {stalled && <span className="hw-meter-stall hw-numeric">{stallName(silence)}</span>}
      </>
    ),
  };
  return useElement("div", own, rest, { status, stalled });
});
