import { agUiWire } from "./ag-ui.js";
import { aiSdkUiWire } from "./ai-sdk-ui.js";
import { anthropicWire } from "./anthropic.js";
import { geminiWire } from "./gemini.js";
import { jsonLinesWire } from "./json-lines.js";
import { langgraphWire } from "./langgraph.js";
import { ollamaWire } from "./ollama.js";
import { openaiChatWire } from "./openai-chat.js";
import { openaiCompletionsWire } from "./openai-completions.js";
import { openaiResponsesWire } from "./openai-responses.js";
import { plainTextWire } from "./plain-text.js";
import { sseItemsWire } from "./sse-items.js";
import { twelvelabsAnalyzeWire } from "./twelvelabs-analyze.js";
import { twelvelabsWire } from "./twelvelabs.js";
import type { MockWire } from "./wire.js";
import { writerAgentWire } from "./writer-agent.js";
import { writerChatWire } from "./writer-chat.js";
import { writerCompletionsWire } from "./writer-completions.js";
import { writerGraphWire } from "./writer-graph.js";
import { xanoWire } from "./xano.js";

/** Every wire format as its server speaks it. */
export const mockWires: readonly MockWire[] = [
  openaiChatWire,
  openaiCompletionsWire,
  openaiResponsesWire,
  writerChatWire,
  writerCompletionsWire,
  writerAgentWire,
  writerGraphWire,
  twelvelabsWire,
  twelvelabsAnalyzeWire,
  anthropicWire,
  geminiWire,
  ollamaWire,
  langgraphWire,
  agUiWire,
  aiSdkUiWire,
  xanoWire,
  jsonLinesWire,
  sseItemsWire,
  plainTextWire,
];

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
