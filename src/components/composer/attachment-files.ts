/** What an upload is told, and tells. */
export interface UploadOptions {
  /** Aborted when the file is taken away, is tried again, or the composer leaves the page. */
  readonly signal: AbortSignal;
  /** How much is done, from 0 to 1. */
  readonly onProgress: (progress: number) => void;
}

/** Where a file is after its upload: an address that the server of the chat can read, or an id that it knows. */
export interface UploadedFile {
  /** `https:` or `data:` address of the content. */
  readonly url?: string | undefined;
  readonly fileId?: string | undefined;
}

/** Uploads a file. What it rejects with is shown as a failure that can be tried again. */
export type UploadFile = (file: File, options: UploadOptions) => Promise<UploadedFile>;

/** Whether a list of extensions and media types, as `<input accept>` takes it, names the file. An empty one names all. */
export function isAccepted({ name, type }: File, accept: string = ""): boolean {
  const patterns = (accept.trim() || "*").toLowerCase().split(",");
  return patterns.some((text) => {
    const pattern = text.trim();
    if (pattern.startsWith(".")) return name.toLowerCase().endsWith(pattern);
    return pattern.endsWith("*") ? type.startsWith(pattern.replace(/\*.*/, "")) : type === pattern && type !== "";
  });
}

/** Instead of an upload: the file itself, as an address. */
export const readAsAddress: UploadFile = (file, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve({ url: reader.result as string }));
    reader.addEventListener("error", () => reject(reader.error!));
    reader.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
    signal.addEventListener("abort", () => reader.abort());
    reader.readAsDataURL(file);
  });
