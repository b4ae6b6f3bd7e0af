export { auto } from "./auto/adapter.js";
export { jsonLines } from "./json-lines/adapter.js";
export { openaiChat } from "./openai-chat/adapter.js";
export { plainText } from "./plain-text/adapter.js";
export { sseItems } from "./sse-items/adapter.js";
export { defineAdapter } from "./define-adapter.js";
export type { MappedAdapter, MappedFrame } from "./define-adapter.js";
export type { Adapter, AdapterRequest, Decode, RequestInput } from "../protocol/adapter.js";
