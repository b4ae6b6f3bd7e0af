import type { OutgoingHttpHeaders } from "node:http";

const errorName = "RequestError";

/** A request that gets an error as its reply. */
export interface RequestError extends Error {
  /** HTTP status. */
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
}

/** An error for a request that gets this status and message as its reply. */
export function requestError(status: number, message: string, headers: OutgoingHttpHeaders = {}): RequestError {
  return Object.assign(new Error(message), { name: errorName, status, headers });
}

/** Whether an exception is the fault of the request. */
export function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === errorName;
}
