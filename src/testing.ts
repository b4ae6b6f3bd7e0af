export { cutAt, cutEvery, cutRandomly, twoWayCuts } from "./testing/cuts.js";
export { mockFetch } from "./testing/mock-fetch.js";
export { createRandom } from "./testing/random.js";
export { streamResponse } from "./testing/stream-response.js";
export type { MockFetch, SeenRequest } from "./testing/mock-fetch.js";
export type { BodyEnd, ResponseScript } from "./testing/stream-response.js";
