import { breaking } from "./breaking.js";
import { delaying } from "./delaying.js";
import { disguising } from "./disguising.js";
import type { Fault } from "./fault.js";
import { replacing } from "./replaced.js";

const none: Fault = {
  name: "none",
  sentence: "Nothing goes wrong: the reply is sent as it is.",
  apply: (reply) => reply,
};

/**
 * Everything that can go wrong with a reply: nothing, another reply in its place, an end too early, the wrong time, an
 * unusual form.
 */
export const faults: readonly Fault[] = [none, ...replacing, ...breaking, ...delaying, ...disguising];

/** How a fault is written, with what may be left out in brackets: `stall[@50%][:forever]`. */
export function faultUsage({ name, position, value }: Fault): string {
  return name + (position === undefined ? "" : `[@${position}]`) + (value === undefined ? "" : `[:${value.default}]`);
}
