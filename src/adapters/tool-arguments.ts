import { parseJson } from "../protocol/parse-json.js";
import { object, type JsonObject } from "../protocol/read.js";

/**
 * The object that a text stands for, for servers that want the arguments or the result of a tool call as an object. `undefined`
 * for any other text: a result in plain words, arguments that broke off.
 */
export function parseObject(text: string): JsonObject | undefined {
  return object(parseJson(text)?.json);
}
