import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn } from "storybook/test";
import { SourceList } from "../src/index.js";
import { drive } from "./lib/drive.js";

const meta: Meta<typeof SourceList> = {
  title: "Kit/SourceList",
  component: SourceList,
  decorators: [
    (Story) => (
      <div className="headwater" style={{ padding: "1rem", maxInlineSize: "46rem" }}>
        <Story />
      </div>
    ),
  ],
};
export default meta;

type Story = StoryObj<typeof SourceList>;

const passage =
  "A server may send the status 429 with a header Retry-After, which says how long to wait before a new request is made. ";

const web = [
  { kind: "web", title: "RFC 6585, section 4", url: "https://www.rfc-editor.org/rfc/rfc6585", snippet: passage },
  { kind: "web", title: "Rate limits", url: "https://docs.example.com/limits?page=2", snippet: passage.repeat(3) },
] as const;

const file = { kind: "file", title: "limits.md", fileId: "file-1", snippet: "600 requests a minute." } as const;

/** Pages with their hosts; a long passage is cut off until it is pressed. */
export const Pages: Story = {
  args: { sources: web },
  play: async (context) => {
    const { canvas } = drive(context);
    const link = canvas.getByRole("link", { name: "RFC 6585, section 4" });
    await expect(link).toHaveAttribute("href", "https://www.rfc-editor.org/rfc/rfc6585");
    await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
    const long = context.canvasElement.querySelector<HTMLElement>(".hw-passage .hw-snippet")!;
    const before = long.offsetHeight;
    await expect(long.scrollHeight).toBeGreaterThan(before);
    await context.userEvent.click(long);
    await expect(long.offsetHeight).toBeGreaterThan(before);
  },
};

/** Nothing stands there without a source. */
export const None: Story = {
  args: { sources: [] },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector("ol")).toBeNull();
  },
};

const many = Array.from({ length: 14 }, (_, index) => ({
  kind: "web" as const,
  title: `Page ${index + 1} about limits`,
  url: `https://site-${index + 1}.example.com/a`,
}));

/** The rest of a long list is folded, and its numbers go on. */
export const Many: Story = {
  args: { sources: many },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByText("Page 7 about limits")).not.toBeVisible();
    await context.userEvent.click(canvas.getByText("8 more"));
    await expect(canvas.getByText("Page 14 about limits")).toBeVisible();
  },
};

const onOpenSource = fn();

/** Files are names; an application that can open them makes them buttons. */
export const Files: Story = {
  args: { sources: [file, { kind: "file", fileId: "file-9b1c" }], onOpenSource },
  play: async (context) => {
    const { press } = drive(context);
    await press("limits.md");
    await expect(onOpenSource).toHaveBeenCalledWith(file);
  },
};

/** A stretch of a film that can be opened, and one that cannot; the picture waits for a click. */
export const Films: Story = {
  args: {
    sources: [
      { kind: "video", title: "Keynote", url: "https://media.example.com/keynote.mp4", startSec: 12, endSec: 34 },
      { kind: "video", title: "Kickoff", itemId: "i", startSec: 61, thumbnailUrl: "https://media.example.com/k.jpg" },
      { kind: "image", title: "Stadium", itemId: "s", thumbnailUrl: "https://media.example.com/s.jpg" },
    ],
  },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByRole("link", { name: "Keynote" })).toHaveAttribute(
      "href",
      "https://media.example.com/keynote.mp4#t=12,34",
    );
    await expect(canvas.getByText("0:12–0:34")).toBeVisible();
    await expect(canvas.getAllByRole("button", { name: /Show image from media\.example\.com/ }).length).toBe(2);
    await expect(context.canvasElement.querySelector("img")).toBeNull();
  },
};

/** Names that lie about their address, markup, and addresses that are not of the web. */
export const Hostile: Story = {
  args: {
    sources: [
      { kind: "web", title: "www.apple.com", url: "https://xn--80ak6aa92e.com/login" },
      { kind: "web", title: '<img src="x" onerror="alert(1)">', url: "javascript:alert(1)", snippet: "<b>bold</b>" },
      { kind: "file", title: "‮cod.exe", fileId: "../../etc/passwd" },
      { kind: "web", title: "W".repeat(300), url: `https://example.com/${"w".repeat(300)}` },
    ],
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent("www.apple.com (xn--80ak6aa92e.com)");
    await expect(canvasElement.querySelectorAll("a").length).toBe(2);
    await expect(canvasElement.querySelector("img")).toBeNull();
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(document.documentElement.clientWidth);
  },
};

/** An application shows each source its own way. */
export const OwnItems: Story = {
  args: { sources: web, renderSource: ({ title }, number) => <strong>{`${number}: ${title}`}</strong> },
  play: async (context) => {
    await expect(drive(context).canvas.getByText("2: Rate limits")).toBeVisible();
  },
};
