import * as all from "../../../src/adapters/index.js";
import type { Adapter } from "../../../src/core.js";

function isAdapter(value: unknown): value is Adapter {
  return typeof value === "object" && value !== null && "createDecoder" in value;
}

/** Every adapter of `headwater/adapters` by the name of its export, `auto` first. */
export const adapters: ReadonlyMap<string, Adapter> = new Map([
  ["auto", all.auto],
  ...Object.entries(all).filter((entry): entry is [string, Adapter] => isAdapter(entry[1])),
]);

/** The adapter's own name, with that of the export where two share it. */
export function adapterLabel(exported: string, { name }: Adapter): string {
  const camelCase = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return camelCase === exported ? name : `${name} (${exported})`;
}
