import { get, list } from "../../protocol/read.js";
import { newestWords } from "../wires/facts.js";
import { anyPrompt } from "../wires/items.js";
import type { MockRequest, MockWire } from "../wires/wire.js";
import type { Exchange } from "./exchange.js";
import { requestError } from "./request-error.js";

/** What is known of a request before its wire is. */
export type RawRequest = Omit<MockRequest, "params" | "prompt" | "stream">;

/** The newest words of the user in a request body of no wire in particular. */
function commonPrompt(body: unknown): string {
  const messages = list(body, "messages");
  return newestWords(messages) || newestWords(messages, "parts") || newestWords(list(body, "input")) || anyPrompt(body);
}

/**
 * Reads a request to its end.
 *
 * @param path without the query and whatever stands before the paths of the wires
 * @returns the request, or in `broken` what is wrong with its JSON
 */
export async function readRawRequest(
  exchange: Exchange,
  path: string,
): Promise<{ readonly raw: RawRequest; readonly broken?: string }> {
  const { request, url } = exchange;
  const text = (await exchange.readBody()).toString();
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const raw = { method: request.method!, path, query: url.searchParams, headers };
  if (text === "") return { raw: { ...raw, body: undefined } };
  // What looks like JSON is JSON: curl calls it a form unless told otherwise.
  const isJson = /json/i.test(headers["content-type"] ?? "") || /^\s*[[{]/.test(text);
  if (!isJson) return { raw: { ...raw, body: text } };
  try {
    return { raw: { ...raw, body: JSON.parse(text) as unknown } };
  } catch (error) {
    return { raw: { ...raw, body: text }, broken: error instanceof Error ? error.message : String(error) };
  }
}

/** A request as its wire understands it. */
export function understand(wire: MockWire, raw: RawRequest, params: MockRequest["params"]): MockRequest {
  const request = { ...raw, params };
  const prompt = wire.prompt?.(raw.body) || commonPrompt(raw.body);
  return { ...request, prompt, stream: wire.streams?.(request) ?? get(raw.body, "stream") !== false };
}

/** An error for JSON that cannot be read. */
export function brokenJson(reason: string): Error {
  return requestError(400, `We could not parse the JSON body of your request: ${reason}`);
}
