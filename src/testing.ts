export { checkAdapter } from "./testing/check-adapter.js";
export { cutAt, cutEvery, cutRandomly, twoWayCuts } from "./testing/cuts.js";
export { createFakeClock, type FakeClock } from "./testing/fake-clock.js";
export { applyFault } from "./testing/faults/apply-fault.js";
export { createFaultSchedule } from "./testing/faults/fault-schedule.js";
export { faults, faultUsage } from "./testing/faults/faults.js";
export { parseFault } from "./testing/faults/parse-fault.js";
export { withFault } from "./testing/faults/with-fault.js";
export { mockFetch } from "./testing/mock-fetch.js";
export { mutateBody } from "./testing/mutate.js";
export { createRandom } from "./testing/random.js";
export { streamResponse } from "./testing/stream-response.js";
export { answerScript } from "./testing/wires/answer-script.js";
export { findMockWire, mockWires } from "./testing/wires/index.js";
export type { AdapterCheck } from "./testing/check-adapter.js";
export type {
  Fault,
  FaultContext,
  FaultInput,
  FaultPosition,
  FaultValue,
  MockReply,
  Silence,
} from "./testing/faults/fault.js";
export type { PlannedFault } from "./testing/faults/parse-fault.js";
export type { MockFetch, SeenRequest } from "./testing/mock-fetch.js";
export type { BodyEnd, ResponseScript } from "./testing/stream-response.js";
export type { AnswerScriptOptions } from "./testing/wires/answer-script.js";
export type { MockAnswer, MockError, MockRequest, MockStage, MockToolCall } from "./testing/wires/wire.js";
export type { MockWire, Transport } from "./testing/wires/wire.js";
