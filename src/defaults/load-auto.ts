import type { Adapter } from "../protocol/adapter.js";

/** Loads format detection, and with it the adapters of all formats, in a chunk of its own. */
export async function loadAuto(): Promise<Adapter> {
  return (await import("../adapters/auto/adapter.js")).auto;
}
