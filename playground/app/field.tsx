import type { ReactElement, ReactNode } from "react";
import type { RecordingInfo } from "../server/recordings.ts";

/** A control with its label, and what is worth knowing of its value. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string | undefined;
  children: ReactNode;
}): ReactElement {
  return (
    <label className="pg-field">
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

function byWire(recordings: readonly RecordingInfo[]): ReadonlyMap<string, RecordingInfo[]> {
  const groups = new Map<string, RecordingInfo[]>();
  for (const recording of recordings) groups.set(recording.wire, [...(groups.get(recording.wire) ?? []), recording]);
  return groups;
}

/** Recordings as options of a select, grouped by wire. */
export function RecordingOptions({ of }: { readonly of: readonly RecordingInfo[] }): ReactElement {
  return (
    <>
      {[...byWire(of)].map(([wire, group]) => (
        <optgroup key={wire} label={wire}>
          {group.map(({ name }) => (
            <option key={name} value={`${wire}/${name}`}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}
