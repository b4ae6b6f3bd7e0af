import { useEffect, useRef, useState, type ReactElement } from "react";
import { MessageList, StreamingMessage, useMessage, useMessageIds, type Message } from "../../../src/index.js";
import { jsonText } from "../../../src/protocol/json-text.js";
import { errorMembers, messageJson } from "./describe.ts";
import { mostItems, type Inspection } from "./play.ts";

/** Characters of a member of an error: a hostile one is as long as the body. */
const shortText = 1000;
/** Characters of JSON shown before one asks for all. */
const shortJson = 20_000;

/** The answer of the chat around; `undefined` before there is one. */
function useAnswer(): Message | undefined {
  return useMessage(useMessageIds().at(-1) ?? "");
}

function plural(count: number, one: string): string {
  return `${count.toLocaleString()} ${one}${count === 1 ? "" : "s"}`;
}

/** How the reply ended, for those who cannot see the page change. */
export function outcomeOf({ message: { status, error }, frameCount, eventCount }: Inspection): string {
  const outcome = error === undefined ? status : `${status}, ${error.message.slice(0, shortText)}`;
  return `${plural(frameCount, "frame")}, ${plural(eventCount, "event")}: ${outcome}`;
}

/** How the reply ended, and what is known of it. */
export function Summary({ inspection }: { readonly inspection: Inspection }): ReactElement | null {
  const message = useAnswer();
  if (message === undefined) return null;
  const { status, error, adapter, finishReason, rawFinishReason, model, usage, badFrames } = message;
  const { bytes, pieces, frameCount, eventCount } = inspection;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["read as", adapter ?? "–"],
    ["finish reason", rawFinishReason === undefined ? finishReason : `${finishReason} (${rawFinishReason})`],
    ["model", model],
    ["tokens in / out", usage && `${usage.inputTokens ?? "–"} / ${usage.outputTokens ?? "–"}`],
    ["body", `${plural(bytes, "byte")} in ${plural(pieces, "piece")}`],
    ["not readable", badFrames && plural(badFrames.count, "frame")],
  ];
  return (
    <div className="pg-summary">
      <p>
        <b className="pg-outcome" data-outcome={status}>
          {status}
          {error !== undefined && `: ${error.code}`}
        </b>{" "}
        <span className="pg-muted">
          {plural(frameCount, "frame")}, {plural(eventCount, "event")}
        </span>
      </p>
      <dl>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd data-readout={name}>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}

function ErrorEvidence({ error }: { readonly error: NonNullable<Message["error"]> }): ReactElement {
  return (
    <section aria-labelledby="pg-evidence" className="pg-evidence">
      <h3 id="pg-evidence">Error</h3>
      <dl>
        {Object.entries(errorMembers(error)).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto" data-evidence={name}>
              {(typeof value === "string" ? value : jsonText(value)).slice(0, shortText)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function MessageJson({ message }: { readonly message: Message }): ReactElement {
  const [showsAll, setShowsAll] = useState(false);
  const json = messageJson(message);
  const isLong = json.length > shortJson && !showsAll;
  return (
    <section aria-labelledby="pg-json" className="pg-json">
      <h3 id="pg-json">As JSON</h3>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <pre className="hw-code" dir="ltr" tabIndex={0}>
        {isLong ? `${json.slice(0, shortJson)}…` : json}
      </pre>
      {isLong && (
        <button type="button" className="hw-button" onClick={() => setShowsAll(true)}>
          Show all {json.length.toLocaleString()} characters
        </button>
      )}
    </section>
  );
}

function AnswerOnly({ id }: { readonly id: string }): ReactElement | null {
  return useMessage(id)?.role === "assistant" ? <StreamingMessage messageId={id} /> : null;
}

/** The message as the components show it, its error with all evidence, and the message as JSON. */
export function Result({ itemCount }: { readonly itemCount: number }): ReactElement | null {
  const message = useAnswer();
  const list = useRef<HTMLDivElement>(null);
  // A list of messages shows its end; whoever inspects one begins at its beginning.
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => list.current?.querySelector(".hw-scroller")?.scrollTo({ top: 0 }));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  if (message === undefined) return null;
  return (
    <section className="pg-result" aria-labelledby="pg-message">
      <header>
        <h2 id="pg-message">Message</h2>
        {itemCount > mostItems && (
          <span className="pg-muted">
            with the first {mostItems.toLocaleString()} of {itemCount.toLocaleString()} items;{" "}
            <code>useJsonLinesStream</code> is made for more
          </span>
        )}
      </header>
      <div className="pg-halves">
        <section aria-labelledby="pg-shown" className="pg-shown">
          <h3 id="pg-shown">As shown</h3>
          <MessageList ref={list} renderMessage={(id) => <AnswerOnly id={id} />} />
        </section>
        <div>
          {message.error !== undefined && <ErrorEvidence error={message.error} />}
          <MessageJson message={message} />
        </div>
      </div>
    </section>
  );
}
