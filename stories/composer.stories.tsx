import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState, type ReactElement } from "react";
import { expect, fireEvent, fn } from "storybook/test";
import {
  Composer,
  ComposerField,
  ComposerInput,
  ComposerQueue,
  ComposerSubmit,
  useComposer,
  type ComposerProps,
} from "../src/index.js";
import { chat, requestsOf, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { hold, recorded, replay } from "./lib/replay.js";
import { silence } from "./lib/scripted.js";

const meta: Meta<typeof Composer> = {
  title: "Kit/Composer",
  component: Composer,
  subcomponents: { ComposerField, ComposerInput, ComposerQueue, ComposerSubmit },
  parameters: chat({ fetch: replay("openai-chat/keepalive.sse") }),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof Composer>;

/** The questions that the server got, each the last message of its request. */
function sent(context: Parameters<typeof requestsOf>[0]): unknown[] {
  return requestsOf(context).map(({ body }) => {
    const { messages } = body as { messages: { content: unknown }[] };
    return messages.at(-1)?.content;
  });
}

/** Nothing written. */
export const Empty: Story = {
  play: async (context) => {
    const { input, submit } = drive(context);
    await expect(input()).toHaveAttribute("placeholder", "Ask anything");
    await expect(input()).toHaveAccessibleName("Message");
    await expect(submit()).toHaveAccessibleName("Send");
  },
};

/** Enter sends, and empties the field. */
export const EnterSends: Story = {
  play: async (context) => {
    const { ask, input } = drive(context);
    await ask("What is a gateway?");
    await until(() => expect(sent(context)).toEqual(["What is a gateway?"]));
    await expect(input()).toHaveValue("");
    await expect(input()).toHaveFocus();
  },
};

/** So does the button. */
export const ButtonSends: Story = {
  play: async (context) => {
    const { input, press } = drive(context);
    await context.userEvent.type(input(), "What is a gateway?");
    await press("Send");
    await until(() => expect(sent(context)).toEqual(["What is a gateway?"]));
  },
};

/** Shift+Enter breaks the line, and the field grows. */
export const ShiftEnterBreaks: Story = {
  play: async (context) => {
    const { input } = drive(context);
    const before = input().clientHeight;
    await context.userEvent.type(input(), "one{Shift>}{Enter}{/Shift}two{Shift>}{Enter}{/Shift}three");
    await expect(input()).toHaveValue("one\ntwo\nthree");
    await expect(sent(context)).toEqual([]);
    await expect(input().clientHeight).toBeGreaterThan(before);
    await context.userEvent.keyboard("{Enter}");
    await until(() => expect(sent(context)).toEqual(["one\ntwo\nthree"]));
  },
};

/** White space alone is not sent. */
export const NothingToSend: Story = {
  play: async (context) => {
    const { input, press } = drive(context);
    await context.userEvent.type(input(), "  {Shift>}{Enter}{/Shift} {Enter}");
    await press("Send");
    await expect(sent(context)).toEqual([]);
    await expect(input()).toHaveValue("  \n ");
  },
};

/** Enter belongs to the input method while it is open. Safari reports it after the end, with key code 229 only. */
export const InputMethod: Story = {
  play: async (context) => {
    const { input } = drive(context);
    await context.userEvent.click(input());
    await fireEvent.compositionStart(input());
    await fireEvent.input(input(), { target: { value: "東京" } });
    await fireEvent.keyDown(input(), { key: "Enter", isComposing: true });
    await fireEvent.compositionEnd(input(), { data: "東京" });
    await fireEvent.keyDown(input(), { key: "Enter", keyCode: 229 });
    await expect(sent(context)).toEqual([]);
    await context.userEvent.keyboard("{Enter}");
    await until(() => expect(sent(context)).toEqual(["東京"]));
  },
};

/** Send and stop are one button with two names: the focus is never lost. */
export const SendBecomesStop: Story = {
  parameters: chat({ fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" })) }),
  play: async (context) => {
    const { input, press, submit, canvas } = drive(context);
    await context.userEvent.type(input(), "What is a gateway?");
    await press("Send");
    await until(() => expect(submit()).toHaveAccessibleName("Stop"));
    await expect(submit()).toHaveFocus();
    await context.userEvent.keyboard("{Enter}");
    await until(() => expect(submit()).toHaveAccessibleName("Send"));
    await expect(submit()).toHaveFocus();
    await expect(canvas.getByRole("textbox").closest("form")).toHaveAttribute("data-status", "aborted");
  },
};

/** Escape stops the running answer and leaves the draft alone. */
export const EscapeStops: Story = {
  parameters: chat({ fetch: replay(silence) }),
  play: async (context) => {
    const { ask, input, submit } = drive(context);
    await ask("What is a gateway?");
    await until(() => expect(submit()).toHaveAccessibleName("Stop"));
    await context.userEvent.keyboard("The next one{Escape}");
    await until(() => expect(submit()).toHaveAccessibleName("Send"));
    await expect(input()).toHaveValue("The next one");
  },
};

const first = hold(recorded("openai-chat/keepalive.sse"));

/** What is sent while an answer runs waits in sight and goes out after it. */
export const Queue: Story = {
  parameters: chat({ fetch: replay(first.reply, "openai-chat/keepalive.sse") }),
  play: async (context) => {
    const { canvas, ask } = drive(context);
    await ask("one");
    await ask("two");
    await ask("three");
    const waiting = [...canvas.getByRole("list", { name: "Waiting to be sent" }).children];
    await expect(waiting.map((row) => row.textContent)).toEqual(["two", "three"]);
    await until(() => expect(sent(context)).toEqual(["one"]));
    first.release();
    await until(() => expect(sent(context)).toEqual(["one", "two", "three"]));
    await until(() => expect(canvas.queryByRole("list")).toBeNull());
  },
};

/** A waiting message goes back into the draft, below what is written there. */
export const TakeBack: Story = {
  parameters: chat({ fetch: replay(silence) }),
  play: async (context) => {
    const { canvas, ask, input, press } = drive(context);
    await ask("one");
    await ask("two");
    await context.userEvent.keyboard("a draft");
    await press("Take back");
    await expect(input()).toHaveValue("a draft\ntwo");
    await expect(input()).toHaveFocus();
    await expect(canvas.queryByRole("list")).toBeNull();
  },
};

/** With `whenBusy: "interrupt"` the running answer is stopped instead. */
export const Interrupt: Story = {
  parameters: chat({ fetch: replay(silence), whenBusy: "interrupt" }),
  play: async (context) => {
    const { canvas, ask } = drive(context);
    await ask("one");
    await ask("two");
    await until(() => expect(sent(context)).toEqual(["one", "two"]));
    await expect(canvas.queryByRole("list")).toBeNull();
    await expect(requestsOf(context)[0]?.init.signal).toHaveProperty("aborted", true);
  },
};

/** A first draft that the composer then holds itself. */
export const FirstDraft: Story = {
  args: { defaultValue: "Summarise the last meeting.", placeholder: "Ask about your meetings", onValueChange: fn() },
  play: async (context) => {
    const { input } = drive(context);
    await expect(input()).toHaveValue("Summarise the last meeting.");
    await context.userEvent.type(input(), " In ten lines.");
    await expect(context.args.onValueChange).toHaveBeenLastCalledWith("Summarise the last meeting. In ten lines.");
    await context.userEvent.keyboard("{Enter}");
    await until(() => expect(sent(context)).toEqual(["Summarise the last meeting. In ten lines."]));
  },
};

function WithTemplates(props: ComposerProps): ReactElement {
  const [draft, setDraft] = useState("");
  return (
    <>
      <p>
        <button type="button" onClick={() => setDraft("Translate into Welsh: ")}>
          Translate
        </button>
      </p>
      <Composer {...props} value={draft} onValueChange={setDraft} />
    </>
  );
}

/** A draft that the application holds. */
export const HeldByTheApplication: Story = {
  render: (args) => <WithTemplates {...args} />,
  play: async (context) => {
    const { input, press } = drive(context);
    await press("Translate");
    await context.userEvent.type(input(), "good morning{Enter}");
    await until(() => expect(sent(context)).toEqual(["Translate into Welsh: good morning"]));
    await expect(input()).toHaveValue("");
  },
};

/** A long draft grows up to a limit and scrolls then. */
export const LongDraft: Story = {
  args: { defaultValue: Array.from({ length: 30 }, (_, index) => `Line ${index + 1} of a long draft`).join("\n") },
  play: async (context) => {
    const { input } = drive(context);
    await expect(input().scrollHeight).toBeGreaterThan(input().clientHeight);
    await expect(input().clientHeight).toBeLessThanOrEqual(12 * 16);
  },
};

/** Another key sends, and Enter breaks the line. */
export const AnotherKey: Story = {
  args: { submitKey: "mod-enter" },
  play: async (context) => {
    const { input } = drive(context);
    await context.userEvent.type(input(), "one{Enter}two");
    await expect(sent(context)).toEqual([]);
    await context.userEvent.keyboard("{Control>}{Enter}{/Control}");
    await until(() => expect(sent(context)).toEqual(["one\ntwo"]));
  },
};

function Templates(): ReactElement {
  const { setDraft } = useComposer();
  return (
    <button type="button" className="hw-button" onClick={() => setDraft("Translate into Welsh: ")}>
      Translate
    </button>
  );
}

/** Parts in another arrangement, with one of the application's own. */
export const OwnArrangement: Story = {
  args: {
    children: (
      <>
        <ComposerField>
          <ComposerInput placeholder="What shall be translated?" />
          <Templates />
          <ComposerSubmit />
        </ComposerField>
        <ComposerQueue />
      </>
    ),
  },
  play: async (context) => {
    const { input, press } = drive(context);
    await press("Translate");
    await context.userEvent.type(input(), "good morning{Enter}");
    await until(() => expect(sent(context)).toEqual(["Translate into Welsh: good morning"]));
  },
};
