/**
 * The public `data-*` attributes: state that style sheets and tests may rely on.
 *
 * | attribute | on | values |
 * |---|---|---|
 * | `data-role` | message | `user`, `assistant`, `system`, `tool` |
 * | `data-status` | message, panel, run controls, composer, attachment (`uploading`, `ready`, `failed`), item list, timeline, stage, meter | a `Status`: `idle`, `submitted`, `streaming`, `done`, `error`, `aborted` |
 * | `data-error` | notice of a failed message | the `StreamErrorCode` |
 * | `data-part` | part of a message | the part's type: `text`, `reasoning`, `tool-call`, … |
 * | `data-at-end` | message list, item list | `true` while the end is in view |
 * | `data-paused` | item list | `true` while it stands still |
 * | `data-numeric` | cell of an item list | `true` where numbers stand at the end |
 * | `data-windowed` | message list | `true` where only what is near the visible part is in the page |
 * | `data-table` | list in an item list | `true` while it shows a table |
 * | `data-state` | call of a tool; button that copies | `waiting`, `running`, `done`, `failed`, `stopped`; `ready`, `copied`, `failed` |
 * | `data-adapter` | message | name of the adapter that read the answer |
 * | `data-dragging` | attachments | `true` while files are dragged over the chat |
 * | `data-open` | popover, side panel | `true` while it is open |
 * | `data-unread` | popover, side panel | `true` while it is closed and an answer has ended since |
 * | `data-stalled` | message, meter | `true` while nothing has come for longer than `stallAfter`, at the meter for 2 s |
 * | `data-density` | panel | as the prop `density` says; may be set on any `.headwater` |
 */
export interface DataAttributes {
  readonly "data-role"?: string;
  readonly "data-status"?: string;
  readonly "data-error"?: string;
  readonly "data-part"?: string;
  readonly "data-at-end"?: boolean;
  readonly "data-paused"?: true | undefined;
  readonly "data-numeric"?: true | undefined;
  readonly "data-windowed"?: true | undefined;
  readonly "data-table"?: true | undefined;
  readonly "data-state"?: string;
  readonly "data-adapter"?: string | undefined;
  readonly "data-dragging"?: true | undefined;
  readonly "data-open"?: true | undefined;
  readonly "data-unread"?: true | undefined;
  readonly "data-stalled"?: true | undefined;
  readonly "data-density"?: "compact" | "comfortable" | undefined;
}
