export { auto } from "../adapters/auto/adapter.js";
export { jsonLines } from "../adapters/json-lines/adapter.js";
