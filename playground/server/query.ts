import { RequestError } from "./exchange.ts";
import { faults, type Fault } from "./faults.ts";
import type { Pace } from "./pace.ts";

/** Frames per second unless told otherwise: a model in no hurry. */
const defaultRate = 40;

function number(query: URLSearchParams, name: string, range: string, valid: (value: number) => boolean) {
  const text = query.get(name);
  if (text === null || text.trim() === "") return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && valid(value)) return value;
  throw new RequestError(400, `${name}=${text} is not possible: ${name} must be ${range}.`);
}

/** Very small rates are refused: their timers would overflow and fire at once. */
function isRate(value: number): boolean {
  return value === 0 || (value >= 0.01 && value <= 1_000_000);
}

/** Reads `rate`, in frames or items per second. */
export function readRate(query: URLSearchParams): number {
  return number(query, "rate", "0 (as fast as possible) or from 0.01 to 1000000 per second", isRate) ?? defaultRate;
}

/** What the query of `/mock/stream` may say. */
export interface StreamQuery extends Pace {
  readonly fault: Fault;
  readonly at: number;
}

/** Reads the query of `/mock/stream`. Throws a {@link RequestError} that says what is allowed. */
export function readStreamQuery(query: URLSearchParams): StreamQuery {
  const name = query.get("fault") || "none";
  const fault = faults.find((fault) => fault.name === name);
  if (fault === undefined) {
    const names = faults.map((fault) => fault.name).join(", ");
    throw new RequestError(400, `There is no fault "${name}". The faults are ${names}.`);
  }
  return {
    fault,
    rate: readRate(query),
    chunk: number(query, "chunk", "a whole number of bytes", (value) => Number.isInteger(value) && value >= 0) ?? 0,
    at: number(query, "at", "from 0 to 1", (value) => value >= 0 && value <= 1) ?? 0.5,
    seed: number(query, "seed", "a whole number", Number.isInteger),
  };
}
