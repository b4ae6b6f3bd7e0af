import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

/** How long a program may take to say that it is ready, in ms. */
const longestStart = 110_000;
/** How long it may take to end when asked to, in ms. */
const longestEnd = 5000;

/** A program that runs beside the tests. */
export interface Program {
  /** What it said when it was ready: the match of the pattern it was started with. */
  readonly ready: RegExpExecArray;
  /** All that it has printed so far. */
  readonly output: () => string;
  /** Ends it and everything it has started. */
  readonly stop: () => Promise<void>;
}

/** How to start a program. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What it prints when it can be used, without colours. */
  readonly ready: RegExp;
}

/** A child may have children of its own, as npm has: the whole group is told. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === "win32") spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
  else {
    try {
      process.kill(-pid, name);
    } catch {
      // It is gone already.
    }
  }
}

/**
 * Starts a program and waits until it says that it is ready.
 *
 * @throws Error with all that it printed, when it ends before or never says so
 */
export async function startProgram(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, ready }: ProgramOptions,
): Promise<Program> {
  const windows = process.platform === "win32";
  const child = spawn(command, args, { cwd, env, detached: !windows, shell: windows, stdio: ["pipe", "pipe", "pipe"] });
  // Whatever happens to the tests, it does not outlive them.
  const kill = () => signal(child, "SIGKILL");
  process.once("exit", kill);

  let printed = "";
  // Unlike "exit", comes when everybody who holds the pipes is gone: npm, and what npm has started.
  const closed = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const stop = async () => {
    signal(child, "SIGTERM");
    await Promise.race([closed, sleep(longestEnd, undefined, { ref: false }).then(kill)]);
    await closed;
    process.off("exit", kill);
  };

  try {
    const found = await new Promise<RegExpExecArray>((resolve, reject) => {
      const line = `${command} ${args.join(" ")}`;
      const fail = (what: string) => reject(new Error(`${line} ${what}:\n${printed}`));
      const listen = (text: string) => {
        printed += stripVTControlCharacters(text);
        const match = ready.exec(printed);
        if (match !== null) resolve(match);
      };
      child.stdout.setEncoding("utf8").on("data", listen);
      child.stderr.setEncoding("utf8").on("data", listen);
      child.once("error", (error) => fail(`could not be started (${error.message})`));
      child.once("close", (code) => fail(`ended with ${code} before it was ready`));
      setTimeout(() => fail(`was not ready within ${longestStart / 1000} s`), longestStart).unref();
    });
    return { ready: found, output: () => printed, stop };
  } catch (error) {
    // Without a process id it was never started, and nothing will close.
    if (child.pid !== undefined) await stop();
    throw error;
  }
}
