"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { createAttachmentStore, type AttachmentOptions, type AttachmentState } from "./attachment-store.js";
import { useComposer } from "./composer-context.js";
import { useGivenFiles } from "./use-given-files.js";

/** Files of the message that is written, and what is done with them. The functions are stable. */
export interface Attachments extends AttachmentState {
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
  /** Uploads a file again that failed. */
  readonly retry: (id: string) => void;
  /** Files are dragged over the chat. */
  readonly isDragging: boolean;
}

/**
 * Attachments for the `<Composer>` around, without a look: files that are picked (`add`), pasted or dropped go with the message, and
 * are cleared when it is sent. {@link ComposerAttachments} is made of it; use one of both, once in a composer.
 *
 * @throws Error outside of a composer
 */
export function useAttachments({ accept, maxCount, maxSize, upload }: AttachmentOptions = {}): Attachments {
  const { extend, form } = useComposer();
  const [store] = useState(createAttachmentStore);
  const { add, clear, getState, parts, remove, retry, setOptions, subscribe, takeBack } = store;
  const state = useSyncExternalStore(subscribe, getState, getState);
  const isDragging = useGivenFiles(form, add);
  useEffect(() => setOptions({ accept, maxCount, maxSize, upload }), [setOptions, accept, maxCount, maxSize, upload]);
  useEffect(() => extend({ parts, onSent: clear, onTakeBack: takeBack }), [extend, parts, clear, takeBack]);
  useEffect(() => clear, [clear]);
  return { ...state, add, remove, retry, isDragging };
}
