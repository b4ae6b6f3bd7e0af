export { loadAuto } from "../defaults/load-auto.js";
export { jsonLines } from "../adapters/json-lines/adapter.js";
