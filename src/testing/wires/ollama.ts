import { get } from "../../protocol/read.js";
import {
  callsOf,
  countsOf,
  createdAt,
  createIds,
  finishReasonOf,
  memberPrompt,
  messagesPrompt,
  modelOf,
} from "./facts.js";
import { cutWords, frameJson, jsonLine } from "./frames.js";
import type { MockAnswer, MockRequest, MockWire } from "./wire.js";

/** What one line says. */
interface Said {
  readonly thinking?: string;
  readonly text?: string;
  readonly tool_calls?: readonly object[];
}

function prepare(answer: MockAnswer, request: MockRequest) {
  const { input, output } = countsOf(answer, request);
  const model = modelOf(answer, request, "gemma3");
  const isGenerated = request.path.endsWith("/generate");
  const calls = callsOf(answer, createIds(answer), "call_").map(({ id, name, value }, index) => ({
    id,
    function: { index, name, arguments: value },
  }));
  const line = ({ text = "", ...more }: Said, index: number, done: boolean) => ({
    model,
    // A token every 11.405 ms.
    created_at: new Date(createdAt * 1000 + index * 11.405).toISOString(),
    ...(isGenerated ? { response: text, ...more } : { message: { role: "assistant", content: text, ...more } }),
    done,
  });
  const ending = {
    // The server says `stop` after calls too.
    done_reason: finishReasonOf(answer).replace("tool_calls", "stop"),
    total_duration: 4_883_583_458,
    load_duration: 133_487_541,
    prompt_eval_count: input,
    prompt_eval_duration: 342_546_000,
    eval_count: output,
    eval_duration: 4_535_599_000,
  };
  // Generated text has no calls.
  return { line, ending, calls: isGenerated ? [] : calls };
}

/**
 * Ollama's own API: `/api/chat`, and `/api/generate`, whose lines have their members at the top.
 *
 * Source: Ollama documentation, "Streaming", "Errors" and `docs/api.md`; `api/types.go` of github.com/ollama/ollama.
 */
export const ollamaWire: MockWire = {
  name: "ollama",
  title: "Ollama's own API",
  routes: ["POST /api/chat", "POST /api/generate"],
  transport: "jsonl",
  contentType: "application/x-ndjson",
  prompt: (body) => messagesPrompt(body) || memberPrompt(body, "prompt"),
  // It streams unless told otherwise.
  streams: ({ body }) => get(body, "stream") !== false,
  encode(answer, request) {
    const { line, ending, calls } = prepare(answer, request);
    const said: readonly Said[] = [
      ...cutWords(answer.reasoning ?? "").map((thinking) => ({ thinking })),
      ...cutWords(answer.text ?? "").map((text) => ({ text })),
      ...calls.map((call) => ({ tool_calls: [call] })),
    ];
    const last = { ...line({}, said.length, true), ...ending };
    return [...said.map((one, index) => line(one, index, false)), last].map(jsonLine);
  },
  encodeBody(answer, request) {
    const { line, ending, calls } = prepare(answer, request);
    const { text = "", reasoning } = answer;
    const thinking = reasoning === undefined ? {} : { thinking: reasoning };
    return { ...line({ text, ...thinking, ...(calls.length > 0 && { tool_calls: calls }) }, 0, true), ...ending };
  },
  encodeError: ({ message }) => jsonLine({ error: message }),
  errorBody: ({ message }) => ({ error: message }),
  isEnd: (frame) => get(frameJson(frame), "done") === true,
};
