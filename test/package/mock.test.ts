import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { binary, createProject, pack, temporaryFolder, type Project } from "../helpers/packed.js";

let remove: () => Promise<void>;
let project: Project;

beforeAll(async () => {
  const temporary = await temporaryFolder();
  ({ remove } = temporary);
  const { tarball } = await pack(temporary.folder);
  // As npm installs peers by itself, React comes along; nothing else is asked for.
  project = await createProject(temporary.folder, "mock", [tarball, "@types/node@20"]);
});

afterAll(async () => {
  await remove();
});

/** The command as a user starts it, until it says where it listens. */
async function startMock(...args: string[]): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const child = spawn("npx", ["headwater-mock", "--port", "0", ...args], {
    cwd: project.folder,
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
    // npx starts the command as a child of its own: both are ended together.
    detached: process.platform !== "win32",
  });
  let said = "";
  child.stdout.on("data", (data: Buffer) => (said += data.toString()));
  await vi.waitFor(() => expect(said).toMatch(/listens at \S+\n/), 60_000);
  const [, url] = /listens at (\S+)/.exec(said) ?? [];
  return {
    url: url!,
    async stop() {
      const exit = once(child, "exit");
      process.kill(process.platform === "win32" ? child.pid! : -child.pid!, "SIGINT");
      await exit;
    },
  };
}

describe("npx headwater-mock in an empty project", () => {
  it("--wire openai-chat --fault drop@50% breaks the connection at half of the answer", async () => {
    const { url, stop } = await startMock("--wire", "openai-chat", "--fault", "drop@50%", "--rate", "0");
    try {
      const init = { method: "POST", body: `{"stream":true,"messages":[{"role":"user","content":"Hi"}]}` };
      const whole = await (await fetch(`${url}/v1/chat/completions?fault=none`, init)).text();
      expect(whole).toMatch(/data: \[DONE\]\n\n$/);
      const reply = await fetch(`${url}/v1/chat/completions`, init);
      expect(reply.status).toBe(200);
      let received = "";
      const read = async () => {
        const decoder = new TextDecoder();
        for await (const piece of reply.body!) received += decoder.decode(piece, { stream: true });
      };
      await expect(read()).rejects.toThrow("terminated");
      expect(Buffer.byteLength(received) / Buffer.byteLength(whole)).toBeCloseTo(0.5, 2);
    } finally {
      await stop();
    }
  });

  it("can be read by the package itself, in a script of the user", async () => {
    await project.write(
      "read.js",
      `import { collectMessage, messageText } from "headwater/core";
       import { createMockServer } from "headwater/testing/server";
       const { url, close } = await createMockServer({ answer: "Hello", fault: "crlf" }).listen();
       const response = await fetch(url + "/v1/messages", { method: "POST", body: '{"stream":true}' });
       const message = await collectMessage(response);
       console.log(message.status, message.adapter, messageText(message));
       await close();`,
    );
    expect(await project.node("read.js")).toBe("done anthropic Hello\n");
  });

  it("has a command that Node can run, and declarations that TypeScript can read", async () => {
    const command = path.join(project.folder, "node_modules/headwater/dist/testing/server/cli.js");
    expect(await project.node(command, "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(existsSync(path.join(project.folder, "node_modules/.bin/headwater-mock"))).toBe(true);
    await project.write(
      "types.ts",
      `import { createMockServer, type MockServer } from "headwater/testing/server";
       export const server: MockServer = createMockServer({ fault: ({ prompt }) => (prompt === "" ? "empty" : undefined) });`,
    );
    const compilerOptions = { module: "nodenext", target: "es2022", strict: true, noEmit: true, types: ["node"] };
    await project.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["types.ts"] }));
    expect(await project.node(binary("typescript", "bin/tsc"), "-p", ".")).toBe("");
  });
});
