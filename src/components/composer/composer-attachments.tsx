"use client";
import { forwardRef, useMemo, useRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { useElement, type PartElementProps } from "../element.js";
import { fill, useFormat } from "../format.js";
import { AttachIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { defaultAttachmentLabels, type AttachmentLabels } from "./attachment-labels.js";
import { AttachmentRow, formatSize } from "./attachment-row.js";
import type { AttachmentOptions } from "./attachment-store.js";
import { useAttachments } from "./use-attachments.js";

/** What the outer element of {@link ComposerAttachments} depends on. */
export interface ComposerAttachmentsState {
  /** Files are dragged over the chat. */
  readonly isDragging: boolean;
  /** How many files are attached. */
  readonly count: number;
}

/** Props of {@link ComposerAttachments}; all others go to its `<div>`. */
export interface ComposerAttachmentsProps extends AttachmentOptions, PartElementProps<"div", ComposerAttachmentsState> {
  /** Texts, in part or in whole. @defaultValue `attachments` of the labels around, else English */
  readonly labels?: Partial<AttachmentLabels> | undefined;
}

/** More lines than anybody reads. */
const maxErrors = 5;
const texts = { type: "wrongType", size: "tooLarge", count: "tooMany", pending: "pending" } as const;

/** Of names of files nobody knows which way they run. */
const say = (text: string, name: string, limit: string = ""): string =>
  fill(text, { name: `\u2068${name}\u2069`, limit });

/**
 * Files for the message: a button that picks them, what is pasted into the composer or dropped on the chat; then a list with
 * pictures, sizes and the progress of uploads. The message waits for none: until all are uploaded it is not sent, which is said.
 * Stands in a `ComposerField`, before the input.
 */
export const ComposerAttachments: ForwardRefExoticComponent<ComposerAttachmentsProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, ComposerAttachmentsProps>(function ComposerAttachments(props, ref) {
    const { accept, labels, maxCount, maxSize, upload, ...rest } = props;
    const { attachments: around } = useLabels();
    const words = useMemo(() => ({ ...defaultAttachmentLabels, ...around, ...labels }), [around, labels]);
    const format = useFormat();
    const { add, attachments, isDragging, problems, remove, retry } = useAttachments({
      accept,
      maxCount,
      maxSize,
      upload,
    });
    const button = useRef<HTMLButtonElement>(null);
    const input = useRef<HTMLInputElement>(null);

    const errors = [
      ...attachments.flatMap(({ name, status }) => (status === "failed" ? say(words.failed, name) : [])),
      ...problems.map(({ reason, name, limit }) =>
        say(words[texts[reason]], name, reason === "size" ? formatSize(format, limit) : format.number(limit)),
      ),
    ];

    function take(id: string): void {
      // The button that was pressed is about to vanish.
      button.current?.focus();
      remove(id);
    }

    const own = {
      ref,
      className: "hw-attachments",
      "data-dragging": isDragging || undefined,
      children: (
        <>
          {isDragging && <div className="hw-drop">{words.drop}</div>}
          {attachments.length > 0 && (
            <ul aria-label={words.list}>
              {attachments.map((one) => (
                <AttachmentRow key={one.id} attachment={one} labels={words} onRemove={take} onRetry={retry} />
              ))}
            </ul>
          )}
          {errors.length > 0 && (
            <div role="alert">
              {errors.slice(0, maxErrors).map((text) => (
                <p key={text}>{text}</p>
              ))}
            </div>
          )}
          <input
            ref={input}
            type="file"
            hidden
            accept={accept}
            multiple={maxCount !== 1}
            onChange={({ currentTarget }) => {
              add([...(currentTarget.files ?? [])]);
              // Else the same file could not be picked again.
              currentTarget.value = "";
            }}
          />
          <button
            ref={button}
            type="button"
            className="hw-icon-button"
            aria-label={words.attach}
            onClick={() => input.current?.click()}
          >
            <AttachIcon />
          </button>
        </>
      ),
    };
    return useElement("div", own, rest, { isDragging, count: attachments.length });
  });
