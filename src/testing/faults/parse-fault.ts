import type { Fault, FaultPosition } from "./fault.js";
import { faults, faultUsage } from "./faults.js";

/** A fault with where it strikes and with what. */
export interface PlannedFault {
  readonly fault: Fault;
  readonly position: FaultPosition;
  /** The value after the colon: ms for durations. 0 for faults that take none. */
  readonly value: number;
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** Longer timers would overflow and fire at once. */
const longestDuration = 2_147_483_647;

function readPosition(text: string): FaultPosition | undefined {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const count = Number(digits);
  if (digits === undefined || (percent ? count > 100 : !Number.isInteger(count))) return undefined;
  return { unit: percent ? "percent" : "frames", count };
}

function readDuration(text: string): number | undefined {
  if (text === "forever") return Infinity;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  const duration = Number(digits) * (milliseconds[unit ?? ""] ?? NaN);
  return duration <= longestDuration ? duration : undefined;
}

function readValue(text: string, { value, name }: Fault): number | undefined {
  if (value?.kind === "duration") {
    const duration = readDuration(text);
    // Only silence can last forever, and no timer can tick all the time.
    if (duration === Infinity && value.default !== "forever") return undefined;
    return duration === 0 && name === "ping-stall" ? undefined : duration;
  }
  return /^\d+$/.test(text) && Number(text) >= 1 && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/**
 * Reads a fault as people write it: `name`, `name@position`, `name:value` or `name@position:value`. The position is per cent
 * of the body's bytes (`@50%`) or a number of frames after which it strikes (`@3`); durations have a unit (`500ms`, `7s`,
 * `1m`). An empty text is `none`.
 *
 * @throws Error that says what is wrong, and lists the names where there is no such fault
 *
 * @example
 * parseFault("drop@50%");
 * parseFault("http-429:7s");
 */
export function parseFault(text: string): PlannedFault {
  const [, name = "", at, given] = /^([^@:]*)(?:@([^:]*))?(?::(.*))?$/s.exec(text.trim()) ?? [];
  const fault = faults.find(
    (fault) => fault.name === (name === "" && at === undefined && given === undefined ? "none" : name),
  );
  if (fault === undefined) {
    throw new Error(`There is no fault "${name}". The faults are ${faults.map(({ name }) => name).join(", ")}.`);
  }
  const usage = `It is written ${faultUsage(fault)}.`;
  if (at !== undefined && fault.position === undefined) throw new Error(`The fault ${name} has no position. ${usage}`);
  if (given !== undefined && fault.value === undefined) throw new Error(`The fault ${name} takes no value. ${usage}`);

  const position = readPosition(at ?? fault.position ?? "0");
  if (position === undefined) {
    throw new Error(
      `"@${at}" is no position: it is per cent of the body's bytes, such as @50%, or a number of frames, such as @3. ${usage}`,
    );
  }
  if (fault.value === undefined) return { fault, position, value: 0 };
  const value = readValue(given ?? fault.value.default, fault);
  if (value !== undefined) return { fault, position, value };
  const form =
    fault.value.kind === "duration" ? "a duration with its unit, such as 500ms, 7s or 1m" : "a whole number from 1";
  throw new Error(`":${given}" is not ${form} (${fault.value.meaning}). ${usage}`);
}
