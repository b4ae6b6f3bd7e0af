import { useState, type ReactElement } from "react";
import { Field } from "../field.tsx";
import type { Settings } from "../settings.ts";
import { adapterLabel, adapters } from "./adapters.ts";

interface InspectControlsProps {
  readonly settings: Settings;
  readonly guessedType: string;
  readonly change: (part: Partial<Settings>) => void;
}

const types = [
  "text/event-stream",
  "application/x-ndjson",
  "application/json",
  "text/html",
  "text/plain",
  "application/octet-stream",
];

const cuts: Readonly<Record<string, string>> = {
  whole: "whole, in one piece",
  1: "1 byte each",
  7: "7 bytes each",
  64: "64 bytes each",
  random: "at random places",
};

/** The settings of the inspector in a few words. */
export function inspectSummary({ type, status, adapter, cut, end }: Settings, guessedType: string): string {
  const words = [type === "" ? guessedType : type, `HTTP ${status}`, adapter, cuts[cut], end === "lost" && "lost"];
  return words.filter(Boolean).join(" · ");
}

function ContentType({ settings: { type }, guessedType, change }: InspectControlsProps): ReactElement {
  const isListed = type === "" || type === "none" || types.includes(type);
  // While somebody types, the text may well be one of the list for a moment.
  const [isTyping, setIsTyping] = useState(false);
  const isOther = isTyping || !isListed;
  return (
    <>
      <Field label="Content type" hint={type === "none" ? "The reply has none." : undefined}>
        <select
          value={isOther ? "other" : type}
          onChange={({ target: { value } }) => {
            setIsTyping(value === "other");
            if (value !== "other") change({ type: value });
            else if (isListed) change({ type: type === "" || type === "none" ? guessedType : type });
          }}
        >
          <option value="">{guessedType === "" ? "guessed by the file name" : `guessed: ${guessedType}`}</option>
          {types.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
          <option value="none">none</option>
          <option value="other">another …</option>
        </select>
      </Field>
      {isOther && (
        <Field label="Another content type">
          <input
            type="text"
            dir="ltr"
            spellCheck={false}
            value={type}
            onChange={({ target }) => change({ type: target.value })}
          />
        </Field>
      )}
    </>
  );
}

/** What head the inspected body has, how it is cut and ends, and what reads it. */
export function InspectControls(props: InspectControlsProps): ReactElement {
  const { settings, change } = props;
  const { status, adapter, cut, seed, end } = settings;
  return (
    <div className="pg-controls">
      <ContentType {...props} />
      <Field label="HTTP status">
        <input
          type="number"
          min={200}
          max={599}
          value={status}
          onChange={({ target }) => change({ status: Number(target.value) })}
        />
      </Field>
      <Field label="Adapter" hint={adapter === "auto" ? "Finds the format from the reply." : undefined}>
        <select value={adapter} onChange={({ target }) => change({ adapter: target.value })}>
          {[...adapters].map(([exported, one]) => (
            <option key={exported} value={exported}>
              {adapterLabel(exported, one)}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Cut">
        <select value={cut} onChange={({ target }) => change({ cut: target.value })}>
          {/* In this order: keys that are numbers come first in an object. */}
          {["whole", "1", "7", "64", "random"].map((value) => (
            <option key={value} value={value}>
              {cuts[value]}
            </option>
          ))}
        </select>
      </Field>
      {cut === "random" && (
        <Field label="Seed">
          <input type="number" value={seed} onChange={({ target }) => change({ seed: Number(target.value) })} />
        </Field>
      )}
      <Field label="End">
        <select value={end} onChange={({ target }) => change({ end: target.value as Settings["end"] })}>
          <option value="clean">clean</option>
          <option value="lost">connection lost</option>
        </select>
      </Field>
    </div>
  );
}
