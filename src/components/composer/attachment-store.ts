import type { FilePart, MessagePart } from "../../protocol/message.js";
import { inlinePicture } from "../markdown/addresses.js";
import { isAccepted, readAsAddress, type UploadFile } from "./attachment-files.js";

/** Which files are taken, and where they go. */
export interface AttachmentOptions {
  /** Extensions and media types as `<input accept>` takes them: `"image/*,.pdf"`. @defaultValue all */
  readonly accept?: string | undefined;
  /** Largest size of a file, in bytes. @defaultValue 20,000,000 where files are read into the message, else no limit */
  readonly maxSize?: number | undefined;
  /** How many files a message may have. @defaultValue no limit */
  readonly maxCount?: number | undefined;
  /** Takes a file to a server as soon as it is attached. @defaultValue none: the message carries the file as a `data:` address */
  readonly upload?: UploadFile | undefined;
}

/** A file that will go with the message. */
export interface Attachment {
  /** Unique in its composer. */
  readonly id: string;
  readonly name: string;
  /** IANA media type. */
  readonly mediaType: string;
  /** In bytes; unknown of files that came back with a message of another composer. */
  readonly size: number | undefined;
  /** Of pictures: an address of this page, valid as long as the file is attached. */
  readonly previewUrl: string | undefined;
  readonly status: "uploading" | "ready" | "failed";
  /** How much of the upload is done, from 0 to 1. */
  readonly progress: number;
}

/** Why a file was not taken (its type, its size, one too many), or why the message was not sent (a file is not ready). */
export interface AttachmentProblem {
  readonly reason: "type" | "size" | "count" | "pending";
  /** Name of the file; empty for `pending`. */
  readonly name: string;
  /** The limit that is in force, in bytes for `size`. */
  readonly limit: number;
}

/** What is attached, and what went wrong with the last act. */
export interface AttachmentState {
  readonly attachments: readonly Attachment[];
  readonly problems: readonly AttachmentProblem[];
}

/** The files of one composer, outside of React. */
export interface AttachmentStore {
  readonly getState: () => AttachmentState;
  readonly subscribe: (listener: () => void) => () => void;
  /** They hold from the next file on. */
  readonly setOptions: (options: AttachmentOptions) => void;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
  /** Uploads a file again. */
  readonly retry: (id: string) => void;
  /** Takes all files away, and stops their uploads. */
  readonly clear: () => void;
  /** What goes with the message; `undefined` and a problem while a file is not ready. */
  readonly parts: () => readonly FilePart[] | undefined;
  /** Attaches the files of a message that came back. */
  readonly takeBack: (parts: readonly MessagePart[]) => void;
}

/** What is behind an attachment. */
interface Held {
  readonly file: File | undefined;
  part?: FilePart;
  controller?: AbortController;
}

/** Files of messages that may come back, so that their pictures come back too. */
const filesOfParts = new WeakMap<FilePart, File>();

function pictureOf(file: File): string | undefined {
  return file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
}

/** Files that are attached to a message: uploaded or read at once, ready or not. */
export function createAttachmentStore(): AttachmentStore {
  let options: AttachmentOptions = {};
  let state: AttachmentState = { attachments: [], problems: [] };
  let count = 0;
  const held = new Map<string, Held>();
  const listeners = new Set<() => void>();

  function set(next: Partial<AttachmentState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function change(id: string, next: Partial<Attachment>): void {
    const attachments = state.attachments.map((one) => (one.id === id ? { ...one, ...next } : one));
    const isReady = attachments.every(({ status }) => status === "ready");
    set({
      attachments,
      problems: isReady ? state.problems.filter(({ reason }) => reason !== "pending") : state.problems,
    });
  }

  async function load(id: string): Promise<void> {
    const own = held.get(id);
    if (!own?.file) return;
    const { file } = own;
    own.controller?.abort();
    const { signal } = (own.controller = new AbortController());
    // What comes after the file was taken away, or was tried again, does not count.
    const tell = (next: Partial<Attachment>): void => {
      if (!signal.aborted) change(id, next);
    };
    tell({ status: "uploading", progress: 0 });
    try {
      const onProgress = (progress: number): void => tell({ progress });
      const loaded = await (options.upload ?? readAsAddress)(file, { signal, onProgress });
      own.part = { type: "file", mediaType: file.type || "application/octet-stream", name: file.name, ...loaded };
      filesOfParts.set(own.part, file);
      tell({ status: "ready", progress: 1 });
    } catch {
      tell({ status: "failed" });
    }
  }

  function attach(one: Omit<Attachment, "id">, own: Held): string {
    const id = String(++count);
    held.set(id, own);
    set({ attachments: [...state.attachments, { ...one, id }] });
    return id;
  }

  function letGo({ id, previewUrl }: Attachment): void {
    held.get(id)?.controller?.abort();
    held.delete(id);
    if (previewUrl) URL.revokeObjectURL(previewUrl);
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setOptions(next) {
      options = next;
    },
    add(files) {
      const { accept, upload, maxCount = Infinity, maxSize = upload ? Infinity : 20_000_000 } = options;
      const problems: AttachmentProblem[] = [];
      for (const file of files) {
        const { name, size, type } = file;
        if (!isAccepted(file, accept)) problems.push({ reason: "type", name, limit: 0 });
        else if (size > maxSize) problems.push({ reason: "size", name, limit: maxSize });
        else if (state.attachments.length >= maxCount) problems.push({ reason: "count", name, limit: maxCount });
        else {
          const previewUrl = pictureOf(file);
          void load(attach({ name, mediaType: type, size, previewUrl, status: "uploading", progress: 0 }, { file }));
        }
      }
      set({ problems });
    },
    remove(id) {
      const one = state.attachments.find((other) => other.id === id);
      if (one) letGo(one);
      set({ attachments: state.attachments.filter((other) => other !== one), problems: [] });
    },
    retry: (id) => void load(id),
    clear() {
      for (const one of state.attachments) letGo(one);
      set({ attachments: [], problems: [] });
    },
    parts() {
      const parts = state.attachments.flatMap(({ id, status }) => (status === "ready" ? held.get(id)!.part! : []));
      if (parts.length === state.attachments.length) return parts;
      set({ problems: [{ reason: "pending", name: "", limit: 0 }] });
      return undefined;
    },
    takeBack(parts) {
      for (const part of parts) {
        if (part.type !== "file") continue;
        const { mediaType, name = mediaType, url } = part;
        const file = filesOfParts.get(part);
        const picture = url !== undefined && inlinePicture.test(url) ? url : undefined;
        const previewUrl = file ? pictureOf(file) : picture;
        attach({ name, mediaType, size: file?.size, previewUrl, status: "ready", progress: 1 }, { file, part });
      }
    },
  };
}
