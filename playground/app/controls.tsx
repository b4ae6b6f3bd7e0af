import type { ReactElement } from "react";
import { Field, RecordingOptions } from "./field.tsx";
import type { Catalogue } from "./mock-api.ts";
import type { Settings } from "./settings.ts";

interface ControlsProps {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
}

const rates = [5, 20, 40, 100, 400, 1000, 0];
const chunks = [0, 1, 7, 64, 1024];

const times = { firstByte: "First byte", idle: "Next content", stall: "Say so after" } as const;

/** How long a reply may be silent, and when that is told. */
function Times({ settings, change }: Pick<ControlsProps, "settings" | "change">): ReactElement {
  return (
    <fieldset className="pg-times">
      <legend>Silence, in seconds (0: no limit)</legend>
      {Object.entries(times).map(([name, label]) => (
        <Field key={name} label={label}>
          <input
            type="number"
            min={0}
            step="any"
            value={settings[name as keyof typeof times]}
            onChange={({ target }) => change({ [name]: Math.max(0, Number(target.value)) })}
          />
        </Field>
      ))}
    </fieldset>
  );
}

/** The settings of a stream in a few words. */
export function controlsSummary({ tab, chat, items, rate, fault }: Settings): string {
  const pace = rate === 0 ? "as fast as possible" : `${rate}/s`;
  return [tab === "items" ? items : chat, pace, fault === "none" ? undefined : fault].filter(Boolean).join(" · ");
}

/** What the mock server plays, how fast, and what goes wrong. */
export function Controls({ catalogue, settings, change }: ControlsProps): ReactElement {
  const { tab, chat, items, rate, chunk, fault, limit } = settings;
  // A chat reads every wire, JSON Lines only lines.
  const recordings = catalogue.recordings.filter(
    ({ kind, contentType }) =>
      tab === "chat" || (kind === "items" && contentType?.startsWith("text/event-stream") !== true),
  );
  const source = tab === "chat" ? chat : items;
  const title = recordings.find(({ wire, name }) => `${wire}/${name}` === source)?.title;
  const isRecording = source !== "relay" && source !== "endless";
  return (
    <div className="pg-controls">
      <Field label="Wire" hint={title}>
        <select
          value={source}
          onChange={({ target: { value } }) => change(tab === "chat" ? { chat: value } : { items: value })}
        >
          {tab === "items" && <option value="endless">endless items</option>}
          {tab === "chat" && catalogue.relay.available && (
            <option value="relay">real endpoint: {catalogue.relay.host}</option>
          )}
          <RecordingOptions of={recordings} />
        </select>
      </Field>
      <Field label="Rate" hint={source === "relay" ? "As the real endpoint sends." : undefined}>
        <select
          value={rate}
          disabled={source === "relay"}
          onChange={({ target }) => change({ rate: Number(target.value) })}
        >
          {[...new Set([...rates, rate])].map((value) => (
            <option key={value} value={value}>
              {value === 0 ? "as fast as possible" : `${value} ${tab === "chat" ? "tokens" : "items"}/s`}
            </option>
          ))}
        </select>
      </Field>
      {isRecording && (
        <>
          <Field label="Chunks">
            <select value={chunk} onChange={({ target }) => change({ chunk: Number(target.value) })}>
              {[...new Set([...chunks, chunk])].map((value) => (
                <option key={value} value={value}>
                  {value === 0 ? "one frame each" : `${value} bytes each`}
                </option>
              ))}
            </select>
          </Field>
          <Field label="Fault" hint={catalogue.faults.find(({ name }) => name === fault)?.sentence}>
            <select value={fault} onChange={({ target }) => change({ fault: target.value })}>
              {catalogue.faults.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        </>
      )}
      {tab === "items" && (
        <Field label="Keep the newest">
          <input
            type="number"
            min={1}
            value={limit}
            onChange={({ target }) => change({ limit: Math.max(1, Number(target.value)) })}
          />
        </Field>
      )}
      <Times settings={settings} change={change} />
      {!catalogue.relay.available && tab === "chat" && (
        <p className="pg-hint">
          Set <code>OPENAI_BASE_URL</code> and <code>OPENAI_API_KEY</code> before <code>npm start</code> to talk to a
          real endpoint. The key stays on the server.
        </p>
      )}
    </div>
  );
}
