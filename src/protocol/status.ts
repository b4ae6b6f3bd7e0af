/**
 * Where a run, a message or a stage stands. One vocabulary for all three.
 *
 * `idle` nothing asked yet · `submitted` the request is out, no content yet · `streaming` content arrives ·
 * `done` ended as the wire format says it must · `error` failed, see the error · `aborted` stopped by the user.
 */
export type Status = "idle" | "submitted" | "streaming" | "done" | "error" | "aborted";

/** The three ways a run can end. */
export type TerminalStatus = "done" | "error" | "aborted";

/** True while a run is under way (`submitted` or `streaming`). */
export function isBusy(status: Status): boolean {
  return status === "submitted" || status === "streaming";
}
