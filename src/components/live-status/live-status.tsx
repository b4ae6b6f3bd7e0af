"use client";
import {
  forwardRef,
  useEffect,
  useInsertionEffect,
  useState,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from "react";
import { useClock } from "../../hooks/chat-context.js";
import { useAnswerListener } from "../../hooks/use-answer-listener.js";
import { useElement, type PartElementProps } from "../element.js";
import { useFormat } from "../format.js";
import { useLabels } from "../labels.js";
import { useMarkdownSettings } from "../markdown/settings.js";
import type { Announce } from "./announcer.js";
import { createLateAnnouncer } from "./late-announcer.js";

export type { Announce } from "./announcer.js";

/** What the outer element of {@link LiveStatus} depends on. */
export interface LiveStatusState {
  readonly announce: Announce;
}

/** Props of {@link LiveStatus}; all others go to its outer element. */
export interface LiveStatusProps extends PartElementProps<"div", LiveStatusState> {
  /**
   * What is spoken of an answer: `"sentences"`: that it begins, its text in whole sentences, its stages, how it ended; `"end"`: only
   * that it begins and how it ended; `"off"`: nothing. A stall is told unless it is `"off"`.
   * @defaultValue `"sentences"`
   */
  readonly announce?: Announce | undefined;
}

interface Saying {
  readonly number: number;
  readonly pieces: readonly string[];
}

/** How long words stay after the last of them, in ms: whoever walks through the page later shall not meet them. */
const lifetime = 10_000;

/** What was said, which goes after a while. */
function useSayings() {
  const [sayings, setSayings] = useState<readonly Saying[]>([]);
  useEffect(() => {
    if (sayings.length === 0) return undefined;
    const timer = setTimeout(setSayings, lifetime, []);
    return () => clearTimeout(timer);
  }, [sayings]);
  return [sayings, setSayings] as const;
}

/**
 * A hidden polite live region that tells a screen reader what the running answer says: its sentences, gathered for at least 1.5 s,
 * never its tokens; a stall once, and how it ended. Errors speak by their own alert. A token does not render it.
 */
export const LiveStatus: ForwardRefExoticComponent<LiveStatusProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  LiveStatusProps
>(function LiveStatus({ announce = "sentences", ...rest }, ref) {
  const labels = useLabels();
  const format = useFormat();
  const clock = useClock();
  const { extensions } = useMarkdownSettings();
  const [sayings, setSayings] = useSayings();
  const options = { announce, clock, labels, format, extensions };
  const [announcer] = useState(() =>
    createLateAnnouncer(options, (pieces) =>
      setSayings((before) => [...before.slice(-3), { number: (before.at(-1)?.number ?? 0) + 1, pieces }]),
    ),
  );
  useInsertionEffect(() => announcer.update(options));
  useAnswerListener(announcer);
  const own = {
    ref,
    role: "status",
    // What is added is spoken, not all of it again.
    "aria-atomic": false,
    className: "hw-visually-hidden",
    children: sayings.map(({ number, pieces }) => (
      <div key={number}>
        {pieces.map((piece, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- they never change
          <p key={index}>{piece}</p>
        ))}
      </div>
    )),
  };
  return useElement("div", own, rest, { announce });
});
