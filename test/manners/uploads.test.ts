import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patience, withStage, type Stage } from "./stage.js";
import { startUploadServer, type UploadServer } from "./upload-server.js";

const open = withStage();

let server: UploadServer;
beforeAll(async () => {
  server = await startUploadServer();
});
afterAll(() => server.close());

/** More than the buffers of two sockets hold: while nobody takes it in, some of it is still in the page. */
const size = 40_000_000;

/** As the picker of the browser gives it: so large a file takes long to be handed over from here. */
function attach({ page }: Stage, name: string, bytes: number = size): Promise<void> {
  return page.locator('input[type="file"]').evaluate(
    (input, given) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(given.bytes)], given.name, { type: "application/pdf" }));
      (input as HTMLInputElement).files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { name, bytes },
  );
}

const files = ({ page }: Stage) => page.getByRole("list", { name: "Attachments" }).getByRole("listitem");

/** What the chat was sent last. */
async function sentContent(stage: Stage): Promise<unknown> {
  await stage.input.press("Enter");
  const request = await stage.next();
  request.answer("I have read it.");
  const { messages } = request.body as { messages: { content: unknown }[] };
  return messages.at(-1)!.content;
}

describe("a file that is uploaded over HTTP", () => {
  test("tells how far it is, keeps the message until it is there, and goes with it by its id", async () => {
    const stage = await open({ upload: server.address });
    const { page, input } = stage;
    await attach(stage, "report.pdf");
    const upload = await server.next();
    const bar = page.getByRole("progressbar");
    const progress = async () => Number(await bar.getAttribute("value"));
    await expect.poll(progress, patience).toBeGreaterThan(0);
    expect(await progress()).toBeLessThan(1);
    expect(await bar.getAttribute("aria-label")).toMatch(/^report\.pdf, \d\d?% uploaded$/);
    await input.fill("What is in it?");
    await input.press("Enter");
    await expect.poll(() => page.getByRole("alert").textContent(), patience).toMatch(/^Not sent/);
    expect(await input.inputValue()).toBe("What is in it?");

    expect(await upload.take()).toBe(size);
    upload.reply(200, "file-7");
    await expect.poll(() => bar.count(), patience).toBe(0);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await sentContent(stage)).toEqual([
      { type: "file", file: { file_id: "file-7" } },
      { type: "text", text: "What is in it?" },
    ]);
    await expect.poll(() => files(stage).count(), patience).toBe(0);
  });

  test("and taken away on its way stops its upload, and the message goes without it", async () => {
    const stage = await open({ upload: server.address });
    const { page, input } = stage;
    await attach(stage, "wrong.pdf");
    const upload = await server.next();
    await page.getByRole("button", { name: "Remove wrong.pdf" }).click();
    expect(await upload.take()).toBeLessThan(size);
    await upload.abandoned;
    await input.fill("Never mind");
    expect(await sentContent(stage)).toBe("Never mind");
  });

  test.each([
    ["is refused by the server", 500],
    ["loses its connection", undefined],
  ])("and %s says so, and can be uploaded again", async (_how, status) => {
    const stage = await open({ upload: server.address });
    const { page } = stage;
    // The console of the browser says it too.
    stage.expectProblems(/Failed to load resource/);
    await attach(stage, "notes.pdf", 1_000);
    const failing = await server.next();
    await failing.take();
    if (status === undefined) failing.reset();
    else failing.reply(status);
    const alert = page.getByRole("alert");
    await expect.poll(() => alert.allTextContents(), patience).toHaveLength(1);
    expect((await alert.textContent())!.replaceAll(/[\u2068\u2069]/g, "")).toBe("notes.pdf could not be uploaded");
    await page.getByRole("button", { name: "Upload notes.pdf again" }).click();
    const again = await server.next();
    expect(await again.take()).toBe(1_000);
    again.reply(200, "file-8");
    await expect.poll(() => alert.count(), patience).toBe(0);
    await stage.input.focus();
    expect(await sentContent(stage)).toEqual([{ type: "file", file: { file_id: "file-8" } }]);
  });

  test("stops its upload when the page of the chat is left", async () => {
    const stage = await open({ upload: server.address });
    await attach(stage, "long.pdf");
    const upload = await server.next();
    await stage.page.goto("about:blank");
    expect(await upload.take()).toBeLessThan(size);
    await upload.abandoned;
  });
});
