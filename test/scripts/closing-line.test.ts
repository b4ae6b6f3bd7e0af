import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const fileOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test("a test that passes only at the second try counts as passed, and is named before the last line; stories are counted", async () => {
  const root = await mkdtemp(join(tmpdir(), "closing-line-"));
  const body = `
    let tries = 0;
    describe("a machine", () => {
      test("that is noisy", () => expect(++tries).toBe(2));
      test("that is quiet", () => {});
      test("that is broken", () => expect(1).toBe(2));
      test.skip("that is off", () => {});
    });`;
  await writeFile(join(root, "noise.test.js"), body);
  await writeFile(join(root, "part.stories.js"), `test("one", () => {}); test("two", () => {});`);
  await writeFile(join(root, "vitest.config.mjs"), `export default { test: { include: ["*.{test,stories}.js"] } };`);
  const reporter = fileOf("scripts/closing-line.mjs");
  const args = ["run", "--root", root, "--globals", "--retry", "1", "--reporter", reporter];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [fileOf("node_modules/vitest/vitest.mjs"), ...args], (_, stdout) => resolve(stdout));
  });
  await rm(root, { recursive: true });
  expect(output.trim().split("\n")).toEqual([
    expect.stringMatching(/^passed at the second try: .*noise\.test\.js > a machine > that is noisy$/),
    "",
    "2 stories, looked at by axe in light and dark, left to right and right to left",
    "",
    "4 passed, 1 failed, 1 skipped",
  ]);
});
