import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { mockWires } from "../wires/index.js";
import { helpText } from "./cli-help.js";
import { readCliOptions, type CliOptions } from "./cli-options.js";
import { createMockServer } from "./create-mock-server.js";
import { wiresText } from "./listing.js";
import type { ListeningServer } from "./options.js";
import type { MockTraffic } from "./traffic.js";

/** Where the command prints. */
export interface CliConsole {
  readonly log: (text: string) => void;
  readonly error: (text: string) => void;
}

const endings: Readonly<Record<NonNullable<MockTraffic["ending"]>, string>> = {
  sent: "sent",
  lost: "connection lost",
  reset: "connection reset",
  refused: "connection refused",
  left: "left by the client",
  closed: "closed with the server",
};

/** A line of the log: when, what, by which wire, with which fault, and what became of it. */
export function logLine(
  { method, path, wire = "–", fault = "none", status = 0, bytes = 0, ending = "sent" }: MockTraffic,
  now: Date,
): string {
  const outcome = `${status === 0 ? "no reply" : status}, ${endings[ending]}, ${bytes} bytes`;
  return `${now.toISOString().slice(11, 19)} ${method} ${path}  ${wire}  ${fault}  ${outcome}`;
}

/** Of the package; this file is as deep in `dist` as in `src`. */
function readVersion(): string {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function start({ port, host, quiet, ...options }: CliOptions, console: CliConsole): Promise<ListeningServer> {
  const onEnd = quiet ? undefined : (traffic: MockTraffic) => console.log(logLine(traffic, new Date()));
  const server = await createMockServer({ ...options, onEnd }).listen(port, host);
  console.log(`headwater-mock listens at ${server.url}`);
  if (!quiet) console.log(`${server.url}/ lists paths and faults. Ctrl-C ends it.`);
  return server;
}

/**
 * The command `headwater-mock`.
 *
 * @param args without the program
 * @returns the server it has started, or the exit code: 0 when something has been printed, 2 for arguments that are not
 * possible, 1 for a port that is not free
 */
export async function runCli(args: readonly string[], console: CliConsole): Promise<ListeningServer | number> {
  let options: CliOptions;
  try {
    options = readCliOptions(args);
  } catch (error) {
    console.error(`headwater-mock: ${wordsOf(error)}\nheadwater-mock --help explains the options.`);
    return 2;
  }
  if (options.print !== undefined) {
    const texts = { help: helpText, version: readVersion, list: () => wiresText(mockWires) };
    console.log(texts[options.print]().trimEnd());
    return 0;
  }
  try {
    return await start(options, console);
  } catch (error) {
    console.error(`headwater-mock: ${wordsOf(error)}`);
    return 1;
  }
}
