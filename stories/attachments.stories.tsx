import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect } from "storybook/test";
import {
  Composer,
  ComposerAttachments,
  ComposerField,
  ComposerInput,
  ComposerQueue,
  ComposerSubmit,
  type ComposerAttachmentsProps,
} from "../src/index.js";
import { chat, requestsOf, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { failingOnce, pdf, picture, stuckAt } from "./lib/files.js";
import { replay } from "./lib/replay.js";
import { silence } from "./lib/scripted.js";

function WithAttachments(props: ComposerAttachmentsProps): ReactElement {
  return (
    <Composer>
      <ComposerQueue />
      <ComposerField>
        <ComposerAttachments {...props} />
        <ComposerInput />
        <ComposerSubmit />
      </ComposerField>
    </Composer>
  );
}

const meta: Meta<typeof ComposerAttachments> = {
  title: "Kit/ComposerAttachments",
  component: ComposerAttachments,
  render: (args) => <WithAttachments {...args} />,
  parameters: chat({ fetch: replay("openai-chat/keepalive.sse") }),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof ComposerAttachments>;
type Context = Parameters<NonNullable<Story["play"]>>[0];

/** The files of the list, as they are written there. */
function rows({ canvasElement }: Context): HTMLElement[] {
  return [...canvasElement.querySelectorAll<HTMLElement>(".hw-attachments li")];
}

async function pick(context: Context, ...files: readonly File[]): Promise<void> {
  const field = context.canvasElement.querySelector<HTMLInputElement>("input[type=file]")!;
  await context.userEvent.upload(field, [...files]);
}

/** As the browser tells of files that are dragged. */
function drag(type: "dragenter" | "drop", target: Element, ...files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}

/** A button before the field. */
export const Empty: Story = {
  play: async (context) => {
    await expect(drive(context).canvas.getByRole("button", { name: "Attach files" })).toBeVisible();
    await expect(rows(context)).toHaveLength(0);
  },
};

/** Pictures are shown, of other files name and size. All go with the message. */
export const Files: Story = {
  play: async (context) => {
    const { ask, input } = drive(context);
    await pick(
      context,
      await picture("mountains.png", 210),
      await picture("desert.png", 30),
      pdf("report 2026.pdf", 482_000),
    );
    await until(() => expect(rows(context).map((row) => row.dataset["status"])).toEqual(["ready", "ready", "ready"]));
    await expect(rows(context)[2]).toHaveTextContent("report 2026.pdf482 kB");
    await ask("Compare these");
    await until(() => expect(requestsOf(context)).toHaveLength(1));
    const { messages } = requestsOf(context)[0]!.body as { messages: { content: { type: string }[] }[] };
    await expect(messages.at(-1)!.content.map(({ type }) => type)).toEqual(["image_url", "image_url", "file", "text"]);
    await expect(rows(context)).toHaveLength(0);
    await expect(input()).toHaveValue("");
    await pick(context, await picture("mountains.png", 210), pdf("report 2026.pdf", 482_000));
    await until(() => expect(rows(context)).toHaveLength(2));
  },
};

/** How far an upload is. A message is not sent before all are done. */
export const Uploading: Story = {
  args: { upload: stuckAt(0.62) },
  play: async (context) => {
    const { ask, canvas } = drive(context);
    await pick(
      context,
      await picture("mountains.png", 210),
      pdf("a long name of a long report of a long year.pdf", 2_480_000),
    );
    await expect(canvas.getByRole("progressbar", { name: "mountains.png, 62% uploaded" })).toHaveAttribute(
      "value",
      "0.62",
    );
    await ask("Compare these");
    await expect(await canvas.findByRole("alert")).toHaveTextContent("Not sent: some files are not uploaded yet");
    await expect(requestsOf(context)).toHaveLength(0);
  },
};

/** An upload that failed can be tried again. */
export const Failed: Story = {
  render: (args) => <WithAttachments {...args} />,
  args: { upload: () => Promise.reject(new Error("503")) },
  play: async (context) => {
    await pick(context, pdf("report.pdf", 482_000));
    await expect(await drive(context).canvas.findByRole("alert")).toHaveTextContent("report.pdf");
    await expect(rows(context)[0]).toHaveAttribute("data-status", "failed");
  },
};

/** The second attempt. */
export const TriedAgain: Story = {
  args: { upload: failingOnce() },
  play: async (context) => {
    const { canvas, press } = drive(context);
    await pick(context, pdf("report.pdf", 482_000));
    await press("Upload report.pdf again");
    await until(() => expect(rows(context)[0]).toHaveAttribute("data-status", "ready"));
    await expect(canvas.queryByRole("alert")).toBeNull();
  },
};

/** What is not taken is named, with the reason. */
export const Refused: Story = {
  args: { accept: ".pdf", maxSize: 1_000_000, maxCount: 2 },
  play: async (context) => {
    const form = context.canvasElement.querySelector("form")!;
    const files = [
      await picture("mountains.png", 210),
      pdf("film.pdf", 1_200_000),
      pdf("a.pdf", 10),
      pdf("b.pdf", 20),
      pdf("c.pdf", 30),
    ];
    drag("drop", form, ...files);
    await until(() => expect(rows(context)).toHaveLength(2));
    const lines = [...context.canvasElement.querySelectorAll("[role=alert] > p")];
    await expect(lines.map((line) => line.textContent?.replaceAll(/[\u2068\u2069]/g, ""))).toEqual([
      "mountains.png is of a type that is not accepted",
      "film.pdf is larger than 1 MB",
      "c.pdf was left out: no more than 2 at a time",
    ]);
  },
};

/** Files are dragged over the chat. */
export const Dragging: Story = {
  play: async (context) => {
    const form = context.canvasElement.querySelector("form")!;
    drag("dragenter", form, pdf("report.pdf", 10));
    await expect(await drive(context).canvas.findByText("Drop files here")).toBeVisible();
  },
};

/** Files of a message that waits come back with it. */
export const TakenBack: Story = {
  parameters: chat({ fetch: replay(silence) }),
  play: async (context) => {
    const { ask, canvas, input, press } = drive(context);
    await ask("one");
    await pick(context, await picture("mountains.png", 210));
    await until(() => expect(rows(context)[0]).toHaveAttribute("data-status", "ready"));
    await ask("two");
    await expect(canvas.getByRole("list", { name: "Waiting to be sent" })).toHaveTextContent("twomountains.png");
    await press("Take back");
    await expect(input()).toHaveValue("two");
    await expect(rows(context)[0]).toHaveTextContent("mountains.png");
  },
};

/** More than the list has room for. */
export const Many: Story = {
  play: async (context) => {
    const files = await Promise.all(Array.from({ length: 12 }, (_, at) => picture(`picture ${at + 1}.png`, at * 30)));
    await pick(context, ...files);
    await until(() => expect(rows(context)).toHaveLength(12));
    const list = rows(context)[0]!.parentElement!;
    await expect(list.clientHeight).toBeLessThanOrEqual(9 * 16);
    await context.userEvent.click(drive(context).canvas.getByRole("button", { name: "Remove picture 12.png" }));
    await until(() => expect(rows(context)).toHaveLength(11));
  },
};
