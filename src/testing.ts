export { checkAdapter } from "./testing/check-adapter.js";
export { cutAt, cutEvery, cutRandomly, twoWayCuts } from "./testing/cuts.js";
export { mockFetch } from "./testing/mock-fetch.js";
export { mutateBody } from "./testing/mutate.js";
export { createRandom } from "./testing/random.js";
export { streamResponse } from "./testing/stream-response.js";
export type { AdapterCheck } from "./testing/check-adapter.js";
export type { MockFetch, SeenRequest } from "./testing/mock-fetch.js";
export type { BodyEnd, ResponseScript } from "./testing/stream-response.js";
