import type { StoryContext } from "storybook/internal/types";
import { expect, waitFor, within } from "storybook/test";
import type { Status } from "../../src/index.js";
import { isTest } from "./speed.js";

/** Slow speeds of the toolbar take minutes; tests play without any wait and should fail in time. */
const patience = isTest ? 50_000 : 600_000;

/** Waits until the assertion holds. */
export function until<T>(assertion: () => T | Promise<T>): Promise<T> {
  return waitFor(assertion, { timeout: patience });
}

/** What the play functions of the kit do with a chat, and where they look. */
export interface Driver {
  readonly canvas: ReturnType<typeof within>;
  readonly input: () => HTMLElement;
  /** The button that sends or stops. */
  readonly submit: () => HTMLElement;
  /** The last answer. */
  readonly answer: () => HTMLElement;
  readonly answers: () => readonly HTMLElement[];
  /** Types a question and sends it. @defaultValue the `question` of the story's parameters */
  readonly ask: (question?: string) => Promise<void>;
  /** Presses the button with this name, found by its whole name or a pattern. */
  readonly press: (name: string | RegExp) => Promise<void>;
  /** Waits until the last answer has this status. */
  readonly reaches: (status: Status) => Promise<void>;
  /** Waits until the last answer shows the text. */
  readonly shows: (text: string | RegExp) => Promise<void>;
}

type PlayContext = Pick<StoryContext, "canvasElement" | "parameters" | "userEvent">;

/** Drives the chat of a story as a user would. */
export function drive({ canvasElement, parameters, userEvent }: PlayContext): Driver {
  const root = canvasElement as HTMLElement;
  const canvas = within(root);
  const answers = () => [...root.querySelectorAll<HTMLElement>('[data-role="assistant"]')];

  // By selector: to find a role in a long conversation takes as long as typing a sentence.
  function input(): HTMLElement {
    const field = root.querySelector<HTMLElement>("textarea, form input:not([type=file])");
    if (field === null) throw new Error("There is nothing to type into.");
    return field;
  }
  function answer(): HTMLElement {
    const last = answers().at(-1);
    if (last === undefined) throw new Error("There is no answer yet.");
    return last;
  }

  function submit(): HTMLElement {
    const button = root.querySelector<HTMLElement>('button[type="submit"]');
    if (button === null) throw new Error("There is no button that sends or stops.");
    return button;
  }

  return {
    canvas,
    input,
    answer,
    answers,
    submit,
    async ask(question = String(parameters["question"])) {
      await userEvent.click(input());
      await userEvent.keyboard(question);
      // Where there is no Shift+Enter, Enter breaks the line of the kit's composer.
      const mustPress = input() instanceof HTMLTextAreaElement && matchMedia("(pointer: coarse)").matches;
      await (mustPress ? userEvent.click(submit()) : userEvent.keyboard("{Enter}"));
    },
    async press(name) {
      await userEvent.click(await canvas.findByRole("button", { name }, { timeout: patience }));
    },
    async reaches(status) {
      await until(() => expect(answer()).toHaveAttribute("data-status", status));
    },
    async shows(text) {
      await until(() => expect(answer()).toHaveTextContent(text));
    },
  };
}
