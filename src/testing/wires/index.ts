import { openaiChatWire } from "./openai-chat.js";
import { openaiCompletionsWire } from "./openai-completions.js";
import type { MockWire } from "./wire.js";

/** Every wire format as its server speaks it, by and large the most common first. */
export const mockWires: readonly MockWire[] = [openaiChatWire, openaiCompletionsWire];

/**
 * The wire of a name.
 *
 * @param name as the adapter's, for instance `openai-chat`
 * @throws Error that lists the names, for one that there is not
 */
export function findMockWire(name: string): MockWire {
  const wire = mockWires.find((one) => one.name === name);
  if (wire) return wire;
  throw new Error(`There is no wire "${name}". There are: ${mockWires.map((one) => one.name).join(", ")}.`);
}
