export { createMockServer } from "./create-mock-server.js";
export type {
  MockAnswer,
  MockError,
  MockRequest,
  MockStage,
  MockToolCall,
  MockWire,
  Transport,
} from "../wires/wire.js";
export type { ReplyEnding } from "./exchange.js";
export type { MockBody } from "./encode-reply.js";
export type { ListeningServer, MockSaid, MockServer, MockServerOptions } from "./options.js";
export type { MockStats, MockTraffic } from "./traffic.js";
