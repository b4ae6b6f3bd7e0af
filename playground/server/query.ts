import { parseFault, type PlannedFault } from "../../src/testing/faults/parse-fault.js";
import type { Pace } from "../../src/testing/server/pace.js";
import { readPace } from "../../src/testing/server/read-pace.js";
import { requestError } from "../../src/testing/server/request-error.js";

/** Frames per second unless told otherwise: a model in no hurry. */
const usual: Pace = { rate: 40, chunk: 0 };

/** Reads `rate`, in frames or items per second. */
export function readRate(query: URLSearchParams): number {
  return readPace((name) => query.get(name), usual).rate;
}

/** What the query of `/mock/stream` may say. */
export interface StreamQuery extends Pace {
  readonly fault: PlannedFault;
}

/** Reads the query of `/mock/stream`. Throws an error with status 400 that says what is allowed. */
export function readStreamQuery(query: URLSearchParams): StreamQuery {
  try {
    return { ...readPace((name) => query.get(name), usual), fault: parseFault(query.get("fault") ?? "none") };
  } catch (error) {
    throw requestError(400, error instanceof Error ? error.message : String(error));
  }
}
