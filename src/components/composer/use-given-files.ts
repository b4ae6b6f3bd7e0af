"use client";
import { useEffect, useState, type RefObject } from "react";

function isOfFiles({ dataTransfer, defaultPrevented }: DragEvent): boolean {
  return !defaultPrevented && dataTransfer?.types.includes("Files") === true;
}

/** A file dropped beside the chat would replace the page, and the chat with it. Fields for files take theirs. */
function refuse(event: DragEvent): void {
  if (!isOfFiles(event) || (event.target as Element).closest?.("input[type=file]")) return;
  event.preventDefault();
  event.dataTransfer!.dropEffect = "none";
}

/**
 * Files that are dropped on the chat around the form, or pasted into the form. While it is in the page, files that nobody takes
 * cannot be dropped beside it.
 *
 * @param add a stable function
 * @returns whether files are dragged over the chat
 */
export function useGivenFiles(form: RefObject<HTMLFormElement | null>, add: (files: readonly File[]) => void): boolean {
  const [isDragging, setDragging] = useState(false);
  useEffect(() => {
    const field = form.current;
    const zone = field?.closest<HTMLElement>(".headwater") ?? field;
    if (!field || !zone) return undefined;
    const over = (event: DragEvent): void => {
      if (!isOfFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = "copy";
      setDragging(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (!zone.contains(relatedTarget as Element | null)) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      setDragging(false);
      if (!isOfFiles(event)) return;
      event.preventDefault();
      add([...event.dataTransfer!.files]);
    };
    const paste = (event: ClipboardEvent): void => {
      const { files, types } = event.clipboardData!;
      // Office programs add a picture of the text that they copy.
      if (files.length === 0 || (types.includes("text/plain") && types.includes("text/html"))) return;
      event.preventDefault();
      add([...files]);
    };
    zone.addEventListener("dragenter", over);
    zone.addEventListener("dragover", over);
    zone.addEventListener("dragleave", leave);
    zone.addEventListener("drop", drop);
    field.addEventListener("paste", paste);
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      zone.removeEventListener("dragenter", over);
      zone.removeEventListener("dragover", over);
      zone.removeEventListener("dragleave", leave);
      zone.removeEventListener("drop", drop);
      field.removeEventListener("paste", paste);
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, [form, add]);
  return isDragging;
}
