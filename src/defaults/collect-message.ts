import { collectMessageWith, type CollectOptions } from "../engine/collect-message.js";
import type { Message } from "../protocol/message.js";
import { loadAuto } from "./load-auto.js";

/**
 * Reads a whole reply to its settled message, for servers, scripts and tests. Never throws: failures are in `status` and
 * `error`, with the partial content kept.
 *
 * @example
 * const message = await collectMessage(await fetch(url, init));
 */
export async function collectMessage(response: Response, options: Partial<CollectOptions> = {}): Promise<Message> {
  return collectMessageWith(response, { ...options, adapter: options.adapter ?? (await loadAuto()) });
}
