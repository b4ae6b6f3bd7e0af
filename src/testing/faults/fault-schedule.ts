import { createRandom } from "../random.js";
import { faults } from "./faults.js";
import { parseFault } from "./parse-fault.js";

/** Without those that end only when the client has lost its patience. */
const ending: readonly string[] = faults.filter(({ endless }) => !endless).map(({ name }) => name);

/**
 * Faults at random that can be had again: the same for the same seed and index, in whatever order they are asked for.
 *
 * @param seed print it with a failed test
 * @param names which faults; those without a position of their own get one at random. @defaultValue all whose replies end by
 * themselves, `none` included
 * @returns a function from the index of a request to its fault, for instance `drop@37%`
 * @throws Error for a fault that there is not
 *
 * @example
 * const faultOf = createFaultSchedule(42);
 * const fetch = mockFetch((_request, index) => withFault(script, faultOf(index)));
 */
export function createFaultSchedule(seed: number, names: readonly string[] = ending): (index: number) => string {
  const planned = names.map((text) => ({ text, fault: parseFault(text).fault }));
  if (planned.length === 0) throw new Error("A schedule needs at least one fault.");
  return (index) => {
    const random = createRandom(Math.imul(seed, 0x9e3779b1) + index);
    const { text, fault } = planned[Math.floor(random() * planned.length)]!;
    // A value may follow: only a bare name takes a position here.
    return fault.position === undefined || text !== fault.name ? text : `${text}@${Math.floor(random() * 101)}%`;
  };
}
