import type { ReactElement } from "react";
import type { ChatStream, Message } from "../../src/index.js";

function milliseconds(from: number | undefined, to: number | undefined): string {
  return from === undefined || to === undefined ? "–" : `${Math.round(to - from).toLocaleString()} ms`;
}

function rows(answer: Message | undefined): readonly (readonly [string, string])[] {
  const { timing, usage } = answer ?? {};
  const failure = answer?.error === undefined ? "" : ` (${answer.error.code})`;
  return [
    ["status", answer === undefined ? "idle" : answer.status + failure],
    ["read as", answer?.adapter ?? "–"],
    ["model", answer?.model ?? "–"],
    ["first content", milliseconds(timing?.startedAt, timing?.firstContentAt)],
    ["total", milliseconds(timing?.startedAt, timing?.endedAt)],
    ["finish reason", answer?.finishReason ?? "–"],
    ["tokens in / out", usage === undefined ? "–" : `${usage.inputTokens ?? "–"} / ${usage.outputTokens ?? "–"}`],
  ];
}

/** What is known of the last answer. */
export function Readout({ stream }: { readonly stream: ChatStream }): ReactElement {
  const answer = stream.messages.findLast(({ role }) => role === "assistant");
  return (
    <dl className="pg-readout">
      {rows(answer).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-readout={name}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
