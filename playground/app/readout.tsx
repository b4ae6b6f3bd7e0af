import type { ReactElement } from "react";
import { measureMessage, type ChatStream, type Message, type MessageTiming } from "../../src/index.js";

function inMilliseconds(duration: number | undefined): string {
  return duration === undefined ? "–" : `${Math.round(duration).toLocaleString()} ms`;
}

/** Tokens as the server counted them, or else what can be counted here. */
function speed({ tokensPerSecond, charactersPerSecond }: MessageTiming): string {
  if (tokensPerSecond !== undefined) return `${tokensPerSecond.toFixed(1)} tokens/s`;
  return charactersPerSecond === undefined ? "–" : `${Math.round(charactersPerSecond).toLocaleString()} characters/s`;
}

function rows(answer: Message | undefined): readonly (readonly [string, string])[] {
  const { usage } = answer ?? {};
  const measured: MessageTiming = answer === undefined ? {} : measureMessage(answer);
  const failure = answer?.error === undefined ? "" : ` (${answer.error.code})`;
  return [
    ["status", answer === undefined ? "idle" : answer.status + failure],
    ["read as", answer?.adapter ?? "–"],
    ["model", answer?.model ?? "–"],
    ["first byte", inMilliseconds(measured.toFirstByte)],
    ["first content", inMilliseconds(measured.toFirstContent)],
    ["total", inMilliseconds(measured.total)],
    ["speed", speed(measured)],
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
