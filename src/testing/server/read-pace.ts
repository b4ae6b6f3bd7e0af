import type { Pace } from "./pace.js";
import { requestError } from "./request-error.js";

/** Very small rates are refused: their timers would overflow and fire at once. */
function isRate(value: number): boolean {
  return value === 0 || (value >= 0.01 && value <= 1_000_000);
}

/**
 * Reads `rate` (frames per second), `chunk` (bytes per write) and `seed` (of uneven writes).
 *
 * @param read the text of an option by its name; an empty one counts as none
 * @throws an error with status 400 that says what is allowed
 */
export function readPace(read: (name: string) => string | null | undefined, defaults: Pace): Pace {
  function number(name: string, range: string, valid: (value: number) => boolean): number | undefined {
    const text = read(name)?.trim();
    if (!text) return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && valid(value)) return value;
    throw requestError(400, `"${text}" is not possible: ${name} must be ${range}.`);
  }
  return {
    rate: number("rate", "0 (as fast as possible) or from 0.01 to 1000000 per second", isRate) ?? defaults.rate,
    chunk:
      number("chunk", "a whole number of bytes", (value) => Number.isInteger(value) && value >= 0) ?? defaults.chunk,
    seed: number("seed", "a whole number", Number.isInteger) ?? defaults.seed,
  };
}
