import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { sabotage, sabotages, type Sabotage } from "../../scripts/mutation/sabotages.mjs";
import type { Chat, ChatOptions } from "../../src/chat/chat.js";

/** Where the broken copies are made. Inside of the package, so that its dependencies are found. */
const folder = path.resolve(".cache/model");

/** What a chat needs to run. */
const needed = ["adapters", "chat", "defaults", "engine", "framing", "protocol", "store"];

/** Ways to break a chat that the model must notice, beyond those that every test run must. */
const more: readonly Sabotage[] = [
  {
    name: "queue not drained",
    file: "src/chat/create-chat.ts",
    find: /if \(status === "done"\) void sendNext\(\);/g,
    replace: "",
  },
  {
    name: "timers not cleared",
    file: "src/engine/run.ts",
    find: /silence\.stop\(\);/g,
    replace: "",
  },
  {
    name: "onFinish called twice",
    file: "src/chat/create-chat.ts",
    find: /if \(status === "done"\) callBack\(options\.onFinish, answer\);/g,
    replace: 'if (status === "done") { callBack(options.onFinish, answer); callBack(options.onFinish, answer); }',
  },
  {
    name: "onAbort called after dispose",
    file: "src/chat/create-chat.ts",
    find: /if \(answer && !silent\) \{/g,
    replace: "if (answer) {",
  },
  {
    name: "the promise of a queued message forgotten",
    file: "src/chat/create-chat.ts",
    find: /settle\?\.\(answer\);/g,
    replace: "",
  },
  {
    name: "a running answer not stopped before another begins",
    file: "src/chat/create-chat.ts",
    find: /running\?\.run\?\.abort\(\);/g,
    replace: "",
  },
  {
    name: "silence not counted anew by content",
    file: "src/engine/run.ts",
    find: /silence\.end\(idleTimeout\);/g,
    replace: "",
  },
  {
    name: "an earlier attempt forgotten",
    file: "src/store/message-tree.ts",
    find: /known \?\? old\);\n  return \{\n/g,
    replace: "known ?? []);\n  return {\n",
  },
];

/** All of them. */
export const breakages: readonly Sabotage[] = [...sabotages, ...more];

/** Whether the mutation check runs this: its own changes would be in the copies, and what is to be broken not there. */
export function isMutationCheck(): boolean {
  const isInstrumented = breakages.some(({ file }) => readFileSync(file, "utf8").includes("stryMutAct"));
  return process.env.SABOTAGE !== undefined || isInstrumented;
}

/**
 * `createChat` of a copy of the sources that is broken in one way.
 *
 * @throws Error when what is to be broken is not there any more
 */
export async function loadBroken(breakage: Sabotage): Promise<(options: ChatOptions) => Chat> {
  const copy = path.join(folder, breakage.name.replaceAll(/\W+/g, "-"));
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of needed) cpSync(path.join("src", part), path.join(copy, "src", part), { recursive: true });
  const file = path.join(copy, breakage.file);
  writeFileSync(file, sabotage(breakage, readFileSync(breakage.file, "utf8")));
  const entry = pathToFileURL(path.join(copy, "src/defaults/create-chat.ts")).href;
  const { createChat } = (await import(/* @vite-ignore */ entry)) as {
    readonly createChat: (options: ChatOptions) => Chat;
  };
  return createChat;
}
