import { useMemo, useState, type ReactElement } from "react";
import { ChatProvider } from "../../../src/index.js";
import type { Catalogue } from "../mock-api.ts";
import type { Settings } from "../settings.ts";
import { adapters } from "./adapters.ts";
import { BodyInput } from "./body-input.tsx";
import type { Body } from "./body.ts";
import type { Inspection, Script } from "./play.ts";
import { outcomeOf, Result, Summary } from "./result.tsx";
import { EventsTable, FramesTable, type FrameTarget } from "./tables.tsx";
import { useInspection } from "./use-inspection.ts";

function useScript(body: Body, settings: Settings): Script | undefined {
  const { bytes, file, guessedType } = body;
  const { type, status, cut, seed, end } = settings;
  const isThere = file !== undefined || bytes.length > 0;
  const contentType = type === "none" ? undefined : type || guessedType;
  return useMemo(
    () => (isThere ? { bytes, contentType, status, cut, seed, end } : undefined),
    [isThere, bytes, contentType, status, cut, seed, end],
  );
}

function whyNoFrames({ message: { error } }: Inspection): string {
  if (error?.code === "http") return "None: the body of a failed request is read as an error.";
  return error?.code === "unexpected-response" ? "None: the framing refused the body." : "None.";
}

function Findings({ inspection }: { readonly inspection: Inspection }): ReactElement {
  const [target, setTarget] = useState<FrameTarget>();
  return (
    <ChatProvider chat={inspection.chat}>
      <Summary inspection={inspection} />
      <div className="pg-lists">
        <FramesTable trace={inspection} target={target} empty={whyNoFrames(inspection)} />
        <EventsTable trace={inspection} onShow={setTarget} />
      </div>
      <Result itemCount={inspection.itemCount} />
    </ChatProvider>
  );
}

interface InspectProps {
  readonly body: Body;
  readonly settings: Settings;
  readonly catalogue: Catalogue | undefined;
}

/** Shows how Headwater reads a recorded body: its frames, its events, its message. */
export function Inspect({ body, settings, catalogue }: InspectProps): ReactElement {
  const { inspection, isBusy, progress, failure } = useInspection(
    useScript(body, settings),
    adapters.get(settings.adapter) ?? adapters.get("auto")!,
  );
  return (
    <section className="pg-inspect headwater" aria-label="Inspect" aria-busy={isBusy}>
      <BodyInput body={body} sample={settings.sample} catalogue={catalogue} />
      {isBusy && progress !== undefined && <progress value={progress} aria-label="Reading" />}
      {failure !== undefined && (
        <p className="pg-error" role="alert">
          This reply cannot be played: {failure}
        </p>
      )}
      <output className="hw-visually-hidden">{inspection !== undefined && !isBusy && outcomeOf(inspection)}</output>
      {inspection === undefined && !isBusy && failure === undefined && (
        <div className="pg-nothing">
          <p>Here you will see how Headwater reads it:</p>
          <ol>
            <li>the frames that the framing cuts the body into,</li>
            <li>the events that the adapter makes of them,</li>
            <li>the message, as the components show it and as JSON.</li>
          </ol>
        </div>
      )}
      {/* Tables and lists begin anew with each inspection. */}
      {inspection !== undefined && <Findings key={inspection.id} inspection={inspection} />}
    </section>
  );
}
