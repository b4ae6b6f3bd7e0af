import type { ReactElement } from "react";
import type { StreamError } from "../protocol/errors.js";
import { Code } from "./code.js";
import { useLabels, type TextLabel } from "./labels.js";

function titleOf({ code, offline }: StreamError): TextLabel {
  if (offline) return "offline";
  return code === "incomplete" ? "incomplete" : code === "timeout" ? "timedOut" : "failed";
}

/** Host and path of an address: the rest is long, and may hold secrets. `undefined` where there is no host. */
function placeOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { host, pathname } = new URL(address);
  return host && host + pathname;
}

/** An error in the server's words, with what else is known of it. */
export function ErrorText({ error }: { readonly error: StreamError }): ReactElement {
  const labels = useLabels();
  const { status, serverCode, serverType, contentType, bodySample, frame, retryAfter, redirectedTo } = error;
  const facts = [
    status && `HTTP ${status}`,
    serverType,
    serverCode,
    error.code === "unexpected-response" && contentType,
  ].filter(Boolean);
  const place = placeOf(redirectedTo);
  const [before, after] = labels.redirectedTo.split("{address}");
  const evidence = error.code === "unexpected-response" || error.code === "parse" ? (frame ?? bodySample) : undefined;
  return (
    <>
      <p className="hw-notice-title">{labels[titleOf(error)]}</p>
      <p className="hw-notice-text" dir="auto">
        {error.message}
        {retryAfter !== undefined && ` ${labels.retryAfter.replace("{seconds}", String(Math.ceil(retryAfter / 1000)))}`}
      </p>
      {(facts.length > 0 || place) && (
        <p className="hw-notice-facts">
          {facts.join(" · ")}
          {place && (
            <>
              {facts.length > 0 && " · "}
              {before}
              <bdi dir="ltr">{place}</bdi>
              {after}
            </>
          )}
        </p>
      )}
      {evidence && (
        <details className="hw-notice-details">
          <summary>{labels.details}</summary>
          <Code>{evidence}</Code>
        </details>
      )}
    </>
  );
}
