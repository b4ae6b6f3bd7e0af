import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { messageText } from "../../src/protocol/message.js";
import { faults, faultUsage, mockWires } from "../../src/testing.js";
import { logLine, runCli } from "../../src/testing/server/run-cli.js";
import { root } from "../helpers/packed.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Runs the command to its end, or to a server that is closed after the test. */
async function run(...args: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const result = await runCli(args, { log: (text) => printed.push(text), error: (text) => errors.push(text) });
  if (typeof result !== "number") closing.push(result.close);
  return {
    code: typeof result === "number" ? result : undefined,
    url: typeof result === "number" ? "" : result.url,
    printed,
    errors: errors.join("\n"),
  };
}

function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { method: "POST", body: `{"stream":true,"messages":[{"role":"user","content":"Hi"}]}`, ...init });
}

describe("help", () => {
  test("explains every option, every fault with its default and every wire with its paths", async () => {
    const { code, printed, errors } = await run("--help");
    const help = printed.join("\n");
    expect([code, errors]).toEqual([0, ""]);
    const options = "port host wire fault rate chunk seed text answer quiet list version help";
    for (const option of options.split(" ")) expect(help).toMatch(new RegExp(`^  (-\\w, |    )--${option}\\b`, "m"));
    for (const fault of faults) {
      const line = `  ${faultUsage(fault)}\n      ${fault.sentence}${fault.value ? ` After the colon: ${fault.value.meaning}.` : ""}\n`;
      expect(help).toContain(line);
    }
    for (const { name, title, routes } of mockWires) {
      expect(help).toContain(`  ${name}: ${title}\n${routes.map((route) => `      ${route}\n`).join("")}`.trimEnd());
    }
    expect(help.match(/^ {2}curl .*$/gm)).toHaveLength(4);
    for (const line of help.split("\n")) expect(line.trimEnd()).toBe(line);
  });

  test("the examples work as they are written", async () => {
    const help = (await run("--help")).printed.join("\n");
    const examples = [...help.matchAll(/^ {2}headwater-mock(.*)\n {2}curl (.*)$/gm)];
    expect(examples).toHaveLength(4);
    for (const [, command, curl] of examples) {
      const words = (text: string) => [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
      const { url } = await run("--port", "0", "--quiet", ...words(command!));
      const [, address, , data] = words(curl!);
      const target = address!.replace(/^localhost:8123/, url);
      const controller = new AbortController();
      const response = await fetch(target, { ...(data && { method: "POST", body: data }), signal: controller.signal });
      expect(response.status, curl).toBe(200);
      expect((await response.body!.getReader().read()).value!.length, curl).toBeGreaterThan(0);
      controller.abort();
    }
  });

  test("--list has the wires and their paths, --version what package.json says", async () => {
    const list = (await run("--list")).printed.join("\n");
    for (const { name, routes } of mockWires) for (const word of [name, ...routes]) expect(list).toContain(word);
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
    expect(await run("-v")).toMatchObject({ code: 0, printed: [version] });
  });
});

describe("arguments that are not possible", () => {
  test.for([
    [["--prot", "1"], "Unknown option '--prot'"],
    [["serve"], "Unexpected argument 'serve'"],
    [["--port"], "'-p, --port <value>' argument missing"],
    [["--port", "x"], "--port x is not possible: it must be from 0 (any free one) to 65535."],
    [["--port", "65536"], "--port 65536 is not possible"],
    [["--rate", "fast"], "rate must be 0 (as fast as possible)"],
    [["--chunk", "1.5"], "chunk must be a whole number of bytes"],
    [["--seed", "x"], "seed must be a whole number"],
    [["--wire", "telegraph"], `There is no wire "telegraph". The wires are openai-chat`],
    [["--fault", "meteor"], `There is no fault "meteor". The faults are none, http-401`],
    [["--fault", "drop:3"], "The fault drop takes no value. It is written drop[@50%]."],
    [["--text", "a", "--answer", "b.json"], "--text and --answer exclude each other."],
    [["--answer", "missing.json"], "ENOENT"],
  ] as const)("%j: exit code 2 and the reason", async ([args, reason]) => {
    const { code, printed, errors } = await run(...args);
    expect([code, printed]).toEqual([2, []]);
    expect(errors).toMatch(/^headwater-mock: /);
    expect(errors).toContain(reason);
    expect(errors).toContain("headwater-mock --help explains the options.");
  });
});

describe("a server", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "headwater-cli-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function file(name: string, text: string): string {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  }

  test("--wire openai-chat --fault drop@50% answers with a connection that breaks at half", async () => {
    const { url } = await run("--port", "0", "--wire", "openai-chat", "--fault", "drop@50%", "--rate", "0");
    const whole = await (await ask(`${url}?fault=none`)).text();
    let received = 0;
    const read = async () => {
      for await (const piece of (await ask(url)).body!) received += piece.length;
    };
    await expect(read()).rejects.toThrow("terminated");
    expect(received).toBe(Math.floor(Buffer.byteLength(whole) / 2));
    const message = await collectMessageWith(await ask(url), { adapter: openaiChat });
    expect(message).toMatchObject({ status: "error", error: { code: "network" } });
    expect(messageText(message)).toMatch(/^You said: “Hi”\./);
  });

  test("logs one line per request, with time, wire, fault and outcome", async () => {
    const { url, printed } = await run("--port", "0", "--rate", "0");
    expect(printed[0]).toBe(`headwater-mock listens at ${url}`);
    await (await ask(`${url}/v1/messages?fault=empty`)).text();
    await vi.waitFor(() => expect(printed).toHaveLength(3));
    expect(printed[2]).toMatch(
      /^\d\d:\d\d:\d\d POST \/v1\/messages\?fault=empty {2}anthropic {2}empty {2}200, sent, 0 bytes$/,
    );
    const quiet = await run("--port", "0", "--rate", "0", "--quiet");
    await (await ask(`${quiet.url}/v1/messages`)).text();
    expect(quiet.printed).toEqual([`headwater-mock listens at ${quiet.url}`]);
  });

  test.for([
    [{ ending: "left", status: 200, bytes: 5 }, "200, left by the client, 5 bytes"],
    [{ ending: "refused", status: 0, bytes: 0 }, "no reply, connection refused, 0 bytes"],
    [{ ending: "lost", status: 200, bytes: 9 }, "200, connection lost, 9 bytes"],
    [{ ending: "reset", status: 200, bytes: 9 }, "200, connection reset, 9 bytes"],
  ] as const)("%j reads as %s", ([outcome, words]) => {
    const traffic = { method: "GET", path: "/", open: false, closedByClient: false, ...outcome };
    expect(logLine(traffic, new Date("2026-01-02T03:04:05Z"))).toBe(`03:04:05 GET /  –  none  ${words}`);
  });

  test.for([
    [["--text", "One moment."], "One moment."],
    [["--answer", "answer.json"], "From a file"],
    [["--answer", "text.json"], "Just words"],
    [["--answer", "body.sse"], "recorded"],
  ] as const)("%j is what it answers", async ([args, text]) => {
    file("answer.json", `{"text":"From a file","reasoning":"Hm"}`);
    file("text.json", `"Just words"`);
    file("body.sse", `data: {"choices":[{"delta":{"content":"recorded"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`);
    const [option, value] = args;
    const given = option === "--answer" ? path.join(folder, value) : value;
    const { url } = await run("--port", "0", "--rate", "0", option, given);
    const message = await collectMessageWith(await ask(`${url}/v1/chat/completions`), { adapter: openaiChat });
    expect(messageText(message)).toBe(text);
  });

  test.for([
    ["list.json", "[1]", "must hold a text or an object"],
    ["broken.json", "{", "is not JSON"],
  ] as const)("an answer in %s that holds %s is refused", async ([name, text, reason]) => {
    const { code, errors } = await run("--answer", file(name, text));
    expect(code).toBe(2);
    expect(errors).toContain(reason);
  });

  test("a port that is not free is said so, with exit code 1", async () => {
    const { url } = await run("--port", "0");
    const { code, errors } = await run("--port", new URL(url).port);
    expect(code).toBe(1);
    expect(errors).toContain("EADDRINUSE");
  });
});

describe("the process", () => {
  // Node 20 cannot run TypeScript; Vite, which is here already, makes one file of the command.
  let script: string;
  let folder: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    const { build } = await import("vite");
    folder = mkdtempSync(path.join(root, "node_modules/.headwater-cli-"));
    await build({
      configFile: false,
      logLevel: "silent",
      build: {
        ssr: path.join(root, "src/testing/server/cli.ts"),
        outDir: path.join(folder, "a/b/c"),
        target: "es2022",
        rolldownOptions: { output: { entryFileNames: "cli.mjs" } },
      },
    });
    script = path.join(folder, "a/b/c/cli.mjs");
    writeFileSync(path.join(folder, "package.json"), `{"version":"9.8.7"}`);
  });
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  function launch(...args: string[]): ChildProcess & { said: () => string } {
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (said += data.toString()));
    return Object.assign(child, { said: () => said });
  }

  test("Ctrl-C closes the port and open replies, and ends with exit code 0", async () => {
    const child = launch("--port", "0", "--fault", "stall@3");
    await vi.waitFor(() => expect(child.said()).toContain("listens at"), 20_000);
    const url = /listens at (\S+)/.exec(child.said())![1]!;
    const response = await ask(`${url}/v1/chat/completions`);
    const read = response.text();
    const exit = once(child, "exit");
    child.kill("SIGINT");
    await expect(read).rejects.toThrow("terminated");
    expect(await exit).toEqual([0, null]);
    expect(child.said()).toContain("closed with the server");
  });

  test("it goes on when nobody reads its log any more", async () => {
    const child = launch("--port", "0", "--rate", "0");
    await vi.waitFor(() => expect(child.said()).toContain("Ctrl-C"), 20_000);
    const url = /listens at (\S+)/.exec(child.said())![1]!;
    child.stdout!.destroy();
    const ask10 = Array.from({ length: 10 }, async () => (await ask(`${url}/v1/chat/completions`)).text());
    expect(new Set(await Promise.all(ask10)).size).toBe(1);
    expect(await (await fetch(url)).text()).toContain("Headwater mock server");
    expect(child.exitCode).toBeNull();
  });

  test("bad arguments end with exit code 2, --version with 0", async () => {
    const bad = launch("--fault", "meteor");
    expect(await once(bad, "exit")).toEqual([2, null]);
    expect(bad.said()).toContain(`There is no fault "meteor"`);
    const version = launch("--version");
    expect(await once(version, "exit")).toEqual([0, null]);
    expect(version.said()).toBe("9.8.7\n");
  });
});
