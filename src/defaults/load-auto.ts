import type { Adapter } from "../protocol/adapter.js";

/** Loads format detection in a chunk of its own; the reader of the format it finds follows on demand. */
export async function loadAuto(): Promise<Adapter> {
  return (await import("../adapters/auto/adapter.js")).auto;
}
