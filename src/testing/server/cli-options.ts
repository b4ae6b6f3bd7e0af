import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createMockServer } from "./create-mock-server.js";
import type { MockSaid, MockServerOptions } from "./options.js";
import { readPace } from "./read-pace.js";

/** What the command is asked to do. */
export interface CliOptions extends MockServerOptions {
  readonly port: number;
  readonly host: string;
  readonly quiet: boolean;
  /** Something to print instead of starting a server. */
  readonly print?: "help" | "version" | "list" | undefined;
}

/** The options of the command, for {@link parseArgs}. */
const declared = {
  port: { type: "string", short: "p" },
  host: { type: "string" },
  wire: { type: "string", short: "w" },
  fault: { type: "string", short: "f" },
  rate: { type: "string", short: "r" },
  chunk: { type: "string" },
  seed: { type: "string" },
  text: { type: "string", short: "t" },
  answer: { type: "string", short: "a" },
  quiet: { type: "boolean", short: "q" },
  list: { type: "boolean", short: "l" },
  version: { type: "boolean", short: "v" },
  help: { type: "boolean", short: "h" },
} as const;

function readPort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`--port ${text} is not possible: it must be from 0 (any free one) to 65535.`);
}

/** The answer in a file: its parts as JSON, anything else is a body to send as it is. */
function readAnswer(file: string): MockSaid {
  const bytes = readFileSync(file);
  if (!file.endsWith(".json")) return { body: bytes };
  try {
    const said = JSON.parse(bytes.toString()) as MockSaid | null;
    if (typeof said === "string" || (typeof said === "object" && said !== null && !Array.isArray(said))) return said;
  } catch (error) {
    throw new Error(`--answer ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`--answer ${file} must hold a text or an object, such as {"text": "Hello"}.`);
}

/**
 * Reads the arguments of the command.
 *
 * @throws Error that says what is wrong with them
 */
export function readCliOptions(args: readonly string[]): CliOptions {
  const { values } = parseArgs({ args: [...args], options: declared, strict: true, allowPositionals: false });
  const { port = "8123", host = "127.0.0.1", wire, fault, text, answer, quiet = false, help, version, list } = values;
  if (text !== undefined && answer !== undefined) throw new Error("--text and --answer exclude each other.");
  const pace = readPace((name) => values[name as "rate"], { rate: 40, chunk: 0 });
  const options: CliOptions = {
    ...pace,
    port: readPort(port),
    host,
    wire,
    fault,
    quiet,
    answer: answer === undefined ? text : readAnswer(answer),
    print: help ? "help" : version ? "version" : list ? "list" : undefined,
  };
  // Knows which wires and faults there are.
  createMockServer(options);
  return options;
}
