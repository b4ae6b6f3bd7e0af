"use client";
import { useState, type MouseEvent, type ReactElement } from "react";
import { fill, useFormat, type Format } from "../format.js";
import { RemoveIcon, RestartIcon } from "../icons.js";
import type { AttachmentLabels } from "./attachment-labels.js";
import type { Attachment } from "./attachment-store.js";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** A size in bytes, in the unit that fits. */
export function formatSize({ number }: Format, bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 3);
  return number(bytes / 1000 ** power, {
    style: "unit",
    unit: units[power]!,
    maximumFractionDigits: power > 1 ? 1 : 0,
  });
}

interface RowProps {
  readonly attachment: Attachment;
  readonly labels: AttachmentLabels;
  readonly onRemove: (id: string) => void;
  readonly onRetry: (id: string) => void;
}

/** One file: its picture if it is one, name and size, how far its upload is, and the buttons for it. */
export function AttachmentRow({ attachment, labels, onRemove, onRetry }: RowProps): ReactElement {
  const { id, name, previewUrl, progress, size, status } = attachment;
  const format = useFormat();
  const [isBroken, setBroken] = useState(false);

  function retry({ currentTarget }: MouseEvent): void {
    // This button is about to vanish; the one beside it stays.
    (currentTarget.nextElementSibling as HTMLElement).focus();
    onRetry(id);
  }

  return (
    <li data-status={status}>
      {previewUrl && !isBroken && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- not of the user
        <img src={previewUrl} alt="" onError={() => setBroken(true)} />
      )}
      <bdi>{name}</bdi>
      {size !== undefined && <small className="hw-numeric">{formatSize(format, size)}</small>}
      {status === "uploading" && (
        <progress value={progress} aria-label={fill(labels.uploading, { name, percent: format.percent(progress) })} />
      )}
      {status === "failed" && (
        <button type="button" className="hw-icon-button" aria-label={fill(labels.retry, { name })} onClick={retry}>
          <RestartIcon />
        </button>
      )}
      <button
        type="button"
        className="hw-icon-button"
        aria-label={fill(labels.remove, { name })}
        onClick={() => onRemove(id)}
      >
        <RemoveIcon />
      </button>
    </li>
  );
}
