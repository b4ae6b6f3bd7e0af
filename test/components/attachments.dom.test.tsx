import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ComposerAttachments,
  useAttachments,
  type ComposerAttachmentsProps,
  type UploadFile,
} from "../../src/index.js";
import { createGate } from "../helpers/async.js";
import { numbered } from "../helpers/chat.js";
import { renderComposer } from "../helpers/composer.js";

/** Addresses of pictures that are not revoked. */
const addresses = new Set<string>();
let count = 0;

beforeEach(() => {
  addresses.clear();
  Object.assign(URL, {
    createObjectURL() {
      const address = `blob:${++count}`;
      addresses.add(address);
      return address;
    },
    revokeObjectURL: (address: string) => addresses.delete(address),
  });
});
afterEach(() => {
  Reflect.deleteProperty(URL, "createObjectURL");
  Reflect.deleteProperty(URL, "revokeObjectURL");
});

const picture = () => new File(["png"], "map.png", { type: "image/png" });
const notes = (text = "notes") => new File([text], "notes.txt", { type: "text/plain" });

function setUp(props: ComposerAttachmentsProps = {}, options: Parameters<typeof renderComposer>[1] = {}) {
  const view = renderComposer(<ComposerAttachments {...props} />, options);
  const picker = view.container.querySelector<HTMLInputElement>("input[type=file]")!;
  const pick = (...files: File[]) => fireEvent.change(picker, { target: { files } });
  return { ...view, picker, pick };
}

const rows = () => within(screen.getByRole("list", { name: "Attachments" })).getAllByRole("listitem");
const ready = (length: number) =>
  waitFor(() => expect(rows().map((row) => row.dataset["status"])).toEqual(Array.from({ length }, () => "ready")));
const alertText = () => screen.queryByRole("alert")?.textContent?.replaceAll(/[\u2068\u2069]/g, "");

/** An upload that is ended by hand. */
function createUpload() {
  const calls: { file: File; options: Parameters<UploadFile>[1]; gate: ReturnType<typeof createGate<object>> }[] = [];
  const upload: UploadFile = (file, options) => {
    const gate = createGate<object>();
    calls.push({ file, options, gate });
    return gate.promise;
  };
  return { upload, calls };
}

describe("files", () => {
  test("are read and go with the message, before its text", async () => {
    const { user, pick, input, content } = setUp();
    pick(picture(), notes());
    await ready(2);
    await user.type(input, "What is this?{Enter}");
    await waitFor(() =>
      expect(content()).toEqual([
        { type: "image_url", image_url: { url: "data:image/png;base64,cG5n" } },
        { type: "file", file: { filename: "notes.txt", file_data: "data:text/plain;base64,bm90ZXM=" } },
        { type: "text", text: "What is this?" },
      ]),
    );
    expect(screen.queryByRole("list")).toBeNull();
  });

  test("are a message without a text too, but white space alone is not", async () => {
    const { user, pick, input, content, fetch } = setUp();
    await user.type(input, "  {Enter}");
    expect(fetch.requests).toEqual([]);
    pick(picture());
    await ready(1);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(content()).toHaveLength(1));
  });

  test("are shown with their picture, or with name and size in the language of the labels", async () => {
    const { pick } = setUp();
    pick(picture(), notes("x".repeat(12_345)), new File(["x".repeat(1_250_000)], "big", { type: "" }));
    await ready(3);
    const [first, second, third] = rows();
    expect(first!.querySelector("img")!.src).toMatch(/^blob:/);
    expect(second!.querySelector("img")).toBeNull();
    expect([first!, second!, third!].map((row) => row.textContent)).toEqual([
      "map.png3 byte",
      "notes.txt12 kB",
      "big1.3 MB",
    ]);
    // A picture that cannot be shown leaves its name.
    fireEvent.error(first!.querySelector("img")!);
    expect(first!.querySelector("img")).toBeNull();
  });

  test("give their pictures back to the browser when they are removed, sent, or leave the page", async () => {
    const { user, pick, input, unmount } = setUp({}, { play: numbered });
    pick(picture(), picture());
    await ready(2);
    expect(addresses.size).toBe(2);
    await user.click(screen.getAllByRole("button", { name: "Remove map.png" })[0]!);
    expect([rows().length, addresses.size]).toEqual([1, 1]);
    await user.type(input, "{Enter}");
    expect(addresses.size).toBe(0);
    pick(picture());
    expect(addresses.size).toBe(1);
    unmount();
    expect(addresses.size).toBe(0);
  });

  test("are removed by keyboard, and the focus does not get lost", async () => {
    const { user, pick } = setUp();
    pick(notes());
    await ready(1);
    screen.getByRole("button", { name: "Remove notes.txt" }).focus();
    await user.keyboard("{Enter}");
    expect(screen.queryByRole("list")).toBeNull();
    expect(screen.getByRole("button", { name: "Attach files" })).toHaveFocus();
  });

  test("are kept when the chat ignores the message", async () => {
    const { user, pick, input, fetch } = setUp({}, { whenBusy: "ignore" });
    await user.type(input, "One{Enter}");
    pick(picture());
    await ready(1);
    await user.type(input, "Two{Enter}");
    expect([fetch.requests.length, rows().length, input.value]).toEqual([1, 1, "Two"]);
  });

  test("come back with a message that is taken out of the queue, with their pictures", async () => {
    const { user, pick, input } = setUp({ upload: () => Promise.resolve({ fileId: "f1" }) });
    await user.type(input, "One{Enter}");
    pick(picture());
    await ready(1);
    await user.type(input, "Two{Enter}");
    expect(addresses.size).toBe(0);
    const [waiting] = screen.getByRole("list", { name: "Waiting to be sent" }).children;
    expect(waiting).toHaveTextContent("Twomap.png");
    await user.click(screen.getByRole("button", { name: "Take back" }));
    expect(input.value).toBe("Two");
    expect(rows()[0]).toHaveTextContent("map.png3 byte");
    expect(addresses).toContain(rows()[0]!.querySelector("img")!.src);
  });

  test("of a message of another composer come back by what the message says", async () => {
    const { user, chat, input, content } = setUp();
    await user.type(input, "One{Enter}");
    const url = "data:image/png;base64,AAAA";
    const parts = [
      { type: "file", mediaType: "image/png", url, name: "a.png" },
      { type: "file", mediaType: "application/pdf", fileId: "f9" },
    ] as const;
    await act(async () => void chat.send({ parts }));
    await user.click(screen.getByRole("button", { name: "Take back" }));
    expect(rows().map((row) => row.textContent)).toEqual(["a.png", "application/pdf"]);
    expect(rows()[0]!.querySelector("img")!.src).toBe(url);
    await user.click(screen.getByRole("button", { name: "Stop" }));
    await user.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(content()).toHaveLength(2));
  });
});

describe("a file that is not taken is named with the reason", () => {
  test.for<[string, File, boolean]>([
    ["image/*", picture(), true],
    ["image/*", notes(), false],
    [".PNG, .pdf", picture(), true],
    [".pdf", picture(), false],
    ["image/png", picture(), true],
    ["IMAGE/PNG", picture(), true],
    ["image/jpeg", picture(), false],
    ["*/*", new File([], "no-type"), true],
    ["", new File([], "no-type"), true],
    ["image/*", new File([], "no-type"), false],
  ])("accept=%j", async ([accept, file, isTaken]) => {
    const { pick, picker } = setUp({ accept });
    pick(file);
    expect(picker.accept).toBe(accept);
    if (isTaken) await ready(1);
    expect(alertText()).toBe(isTaken ? undefined : `${file.name} is of a type that is not accepted`);
  });

  test("too large", async () => {
    const { pick } = setUp({ maxSize: 1_500_000 });
    pick(new File([new Uint8Array(1_500_001)], "film.mp4"), new File([new Uint8Array(1_500_000)], "clip.mp4"));
    await ready(1);
    expect(alertText()).toBe("film.mp4 is larger than 1.5 MB");
  });

  test("larger than 20 MB, if the message has to carry it; uploads have no limit", () => {
    const huge = new File([], "film.mp4");
    Object.defineProperty(huge, "size", { value: 20_000_001 });
    const { pick, unmount } = setUp();
    pick(huge);
    expect(alertText()).toBe("film.mp4 is larger than 20 MB");
    unmount();
    const { upload, calls } = createUpload();
    setUp({ upload }).pick(huge);
    expect(calls).toHaveLength(1);
  });

  test("one too many; and the words go with the next file", async () => {
    const { user, pick, picker } = setUp({ maxCount: 1 });
    pick(picture(), notes());
    await ready(1);
    expect(picker.multiple).toBe(false);
    expect(alertText()).toBe("notes.txt was left out: no more than 1 at a time");
    await user.click(screen.getByRole("button", { name: "Remove map.png" }));
    expect(screen.queryByRole("alert")).toBeNull();
    pick(notes());
    await ready(1);
  });

  test("five of many", () => {
    const { pick } = setUp({ accept: ".pdf" });
    pick(...Array.from({ length: 50 }, (_, at) => new File([], `file ${at}`)));
    expect(screen.getByRole("alert").children).toHaveLength(5);
  });
});

describe("an upload", () => {
  test("begins at once, tells its progress, and the message carries what it gave", async () => {
    const { upload, calls } = createUpload();
    const { user, pick, input, content } = setUp({ upload });
    pick(picture());
    const bar = screen.getByRole<HTMLProgressElement>("progressbar", { name: "map.png, 0% uploaded" });
    expect(bar.value).toBe(0);
    act(() => calls[0]!.options.onProgress(0.42));
    expect([bar.value, bar.getAttribute("aria-label")]).toEqual([0.42, "map.png, 42% uploaded"]);
    calls[0]!.gate.open({ url: "https://files.example/1" });
    await ready(1);
    expect(screen.queryByRole("progressbar")).toBeNull();
    await user.type(input, "What?{Enter}");
    await waitFor(() =>
      expect(content()).toEqual([
        { type: "image_url", image_url: { url: "https://files.example/1" } },
        { type: "text", text: "What?" },
      ]),
    );
  });

  test("that is not done keeps the message here, and says so until it is", async () => {
    const { upload, calls } = createUpload();
    const { user, pick, input, fetch } = setUp({ upload });
    pick(notes());
    await user.type(input, "What?{Enter}");
    expect([fetch.requests.length, input.value, rows().length]).toEqual([0, "What?", 1]);
    expect(alertText()).toBe("Not sent: some files are not uploaded yet");
    calls[0]!.gate.open({ fileId: "f1" });
    await ready(1);
    expect(screen.queryByRole("alert")).toBeNull();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(fetch.requests).toHaveLength(1));
  });

  test("that fails can be tried again, and the focus stays beside", async () => {
    const { upload, calls } = createUpload();
    const { user, pick } = setUp({ upload });
    pick(notes());
    calls[0]!.gate.fail(new Error("503"));
    await waitFor(() => expect(alertText()).toBe("notes.txt could not be uploaded"));
    expect(rows()[0]).toHaveAttribute("data-status", "failed");
    await user.click(screen.getByRole("button", { name: "Upload notes.txt again" }));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByRole("button", { name: "Remove notes.txt" })).toHaveFocus();
    // What the first one still tells is of the past.
    act(() => calls[0]!.options.onProgress(0.9));
    expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0);
    calls[1]!.gate.open({ fileId: "f1" });
    await ready(1);
  });

  test("that throws instead of rejecting has failed too", async () => {
    const { pick } = setUp({
      upload() {
        throw new Error("no network");
      },
    });
    pick(notes());
    await waitFor(() => expect(alertText()).toBe("notes.txt could not be uploaded"));
  });

  test.for<[string, (view: ReturnType<typeof setUp>) => unknown]>([
    ["its file is removed", ({ user }) => user.click(screen.getByRole("button", { name: "Remove notes.txt" }))],
    ["the composer leaves the page", ({ unmount }) => unmount()],
  ])("is aborted when %s", async ([, leave]) => {
    const { upload, calls } = createUpload();
    const view = setUp({ upload });
    view.pick(notes());
    expect(calls[0]!.options.signal.aborted).toBe(false);
    await leave(view);
    expect(calls[0]!.options.signal.aborted).toBe(true);
  });
});

test("the button opens the picker, which can pick the same file again", async () => {
  const { user, picker, pick } = setUp();
  const opened = vi.spyOn(picker, "click");
  await user.click(screen.getByRole("button", { name: "Attach files" }));
  expect(opened).toHaveBeenCalledOnce();
  const reset = vi.fn<(value: string) => void>();
  Object.defineProperty(picker, "value", { set: reset, get: () => "" });
  pick(notes());
  expect(reset).toHaveBeenCalledWith("");
});

test("texts come from the labels, and the element takes attributes by state", async () => {
  const { pick } = setUp({
    labels: { attach: "Dateien anhängen" },
    className: ({ count }) => `has-${count}`,
    id: "files",
  });
  expect(screen.getByRole("button", { name: "Dateien anhängen" })).toBeVisible();
  pick(notes());
  await ready(1);
  expect(document.querySelector("#files")).toHaveClass("hw-attachments", "has-1");
});

test("names that run the other way do not turn the words around", () => {
  setUp({ accept: ".pdf" }).pick(new File([], "\u202Egpj.exe"));
  expect(screen.getByRole("alert").textContent).toBe("\u2068\u202Egpj.exe\u2069 is of a type that is not accepted");
});

test("a look of one's own is made of the hook", async () => {
  function Own() {
    const { attachments, add } = useAttachments({ maxCount: 2 });
    return (
      <button type="button" onClick={() => add([notes()])}>
        {attachments.map(({ name, status }) => `${name} ${status}`).join() || "none"}
      </button>
    );
  }
  const { user } = renderComposer(<Own />);
  await user.click(screen.getByText("none"));
  expect(await screen.findByText("notes.txt ready")).toBeVisible();
});
