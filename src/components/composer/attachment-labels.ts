/** Texts of attachments. */
export interface AttachmentLabels {
  /** Name of the button that picks files. */
  readonly attach: string;
  /** Name of the list of files, spoken. */
  readonly list: string;
  /** Name of the button that takes a file away. `{name}` is replaced, here and below. */
  readonly remove: string;
  /** While files are dragged over the chat. */
  readonly drop: string;
  /** While a file is uploaded. `{percent}` is replaced. */
  readonly uploading: string;
  /** A file could not be uploaded. */
  readonly failed: string;
  /** Name of the button that uploads it again. */
  readonly retry: string;
  /** A file that is not taken: its type, its size, or one too many. `{limit}` is replaced by the largest size or number. */
  readonly wrongType: string;
  readonly tooLarge: string;
  readonly tooMany: string;
  /** The message was not sent, because not all files are uploaded. */
  readonly pending: string;
}

/** English. */
export const defaultAttachmentLabels: AttachmentLabels = {
  attach: "Attach files",
  list: "Attachments",
  remove: "Remove {name}",
  drop: "Drop files here",
  uploading: "{name}, {percent} uploaded",
  failed: "{name} could not be uploaded",
  retry: "Upload {name} again",
  wrongType: "{name} is of a type that is not accepted",
  tooLarge: "{name} is larger than {limit}",
  tooMany: "{name} was left out: no more than {limit} at a time",
  pending: "Not sent: some files are not uploaded yet",
};
