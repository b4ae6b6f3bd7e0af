"use client";
import {
  forwardRef,
  useEffect,
  useId,
  useRef,
  useState,
  type ForwardRefExoticComponent,
  type MouseEvent,
  type RefAttributes,
} from "react";
import { isComposing } from "../composing.js";
import { useElement, type PartElementProps } from "../element.js";
import { useLabels } from "../labels.js";
import { useComposer, type ComposerState } from "./composer-context.js";
import { useTrigger } from "./use-trigger.js";

/** Something that can be chosen by its name. */
export interface ComposerCommand {
  /** What is written after the trigger, unique. */
  readonly name: string;
  /** What it does, in a few words. */
  readonly description?: string | undefined;
  /** Takes the place of the trigger and the name in the draft. @defaultValue trigger, name and a blank; nothing if there is `run` */
  readonly insert?: string | undefined;
  /** Called when it is chosen, after the draft was changed. */
  readonly run?: (() => void) | undefined;
}

/** Props of {@link ComposerCommands}; all others go to its `<ul>`. */
export interface ComposerCommandsProps extends PartElementProps<"ul", ComposerState> {
  /** All that there are; those whose name contains what was typed are offered. */
  readonly commands: readonly ComposerCommand[];
  /** @defaultValue `"/"` */
  readonly trigger?: string | undefined;
  /** Offered wherever a word begins with the trigger, as for names after `@`, and not only where the draft does. @defaultValue `false` */
  readonly anywhere?: boolean | undefined;
}

/** Those whose name contains the query; first those that begin with it. */
function find(commands: readonly ComposerCommand[], query: string): readonly ComposerCommand[] {
  const wanted = query.toLowerCase();
  const place = ({ name }: ComposerCommand): number => name.toLowerCase().indexOf(wanted);
  const found = commands.filter((command) => place(command) >= 0);
  return [...found.filter((command) => place(command) === 0), ...found.filter((command) => place(command) > 0)];
}

/**
 * Commands that are offered above the field while a draft that begins with `/` is written. The arrows choose, Enter and Tab take,
 * Escape closes. Stands in a `ComposerField`; a second one with `trigger="@"` and `anywhere` offers names. The focus stays in the
 * field, which stays a text field of several lines for assistive technology: the option is told as its active descendant.
 *
 * @example
 * <ComposerCommands commands={[{ name: "clear", description: "Begin anew", run: () => chat.setMessages([]) }]} />
 */
export const ComposerCommands: ForwardRefExoticComponent<ComposerCommandsProps & RefAttributes<HTMLUListElement>> =
  forwardRef<HTMLUListElement, ComposerCommandsProps>(function ComposerCommands(props, ref) {
    const { commands, trigger = "/", anywhere = false, ...rest } = props;
    const { form, draft, setDraft, status } = useComposer();
    const labels = useLabels();
    const id = useId();
    const word = useTrigger(trigger, anywhere);
    const key = word && `${word.start} ${word.query}`;
    const found = word ? find(commands, word.query) : [];
    /** Chosen by arrows for the word as it was then; another word begins with the first again. */
    const [chosen, setChosen] = useState<{ readonly key: string | undefined; readonly index: number }>();
    /** Where the word stands that Escape was pressed in. */
    const [closedAt, setClosedAt] = useState<number>();
    const caret = useRef<number>(undefined);
    const isOpen = found.length > 0 && closedAt !== word?.start;
    const index = chosen?.key === key && chosen ? chosen.index : 0;
    /** Of the command, not of its place: a new one in the same place is told. */
    const optionId = (command: ComposerCommand): string => `${id}-${commands.indexOf(command)}`;
    const active = isOpen ? optionId(found[index]!) : undefined;

    if (closedAt !== undefined && !word) setClosedAt(undefined);

    function choose(command: ComposerCommand | undefined): void {
      if (!word || !command) return;
      const { name, insert = command.run ? "" : `${trigger}${name} ` } = command;
      caret.current = word.start + insert.length;
      setDraft(draft.slice(0, word.start) + insert + draft.slice(word.end));
      command.run?.();
    }

    function onKey(event: KeyboardEvent): void {
      if (isComposing({ nativeEvent: event }) || !(event.target instanceof HTMLTextAreaElement)) return;
      const step = { ArrowDown: 1, ArrowUp: found.length - 1 }[event.key];
      const takes = event.key === "Enter" || event.key === "Tab";
      if (step !== undefined) setChosen({ key, index: (index + step) % found.length });
      else if (event.key === "Escape") setClosedAt(word?.start);
      else if (takes && !event.shiftKey) choose(found[index]);
      else return;
      // Nobody else: not the composer, which would send or stop, nor what is around it.
      event.preventDefault();
      event.stopPropagation();
    }

    // The field is another part: what it needs to know of this one is told to its element.
    useEffect(() => {
      const field = form.current?.querySelector("textarea");
      if (!active || !field) return undefined;
      const told = {
        "aria-activedescendant": active,
        "aria-autocomplete": "list",
        "aria-controls": id,
        "aria-haspopup": "listbox",
      };
      for (const [name, value] of Object.entries(told)) field.setAttribute(name, value);
      document.getElementById(active)?.scrollIntoView?.({ block: "nearest" });
      return () => {
        for (const name of Object.keys(told)) field.removeAttribute(name);
      };
    }, [active, id, form]);

    useEffect(() => {
      const element = form.current;
      if (!isOpen) return undefined;
      element?.addEventListener("keydown", onKey, true);
      return () => element?.removeEventListener("keydown", onKey, true);
    });

    // A field that gets a new value has its caret at the end.
    useEffect(() => {
      if (caret.current === undefined) return;
      form.current?.querySelector("textarea")?.setSelectionRange(caret.current, caret.current);
      caret.current = undefined;
    });

    const own = {
      ref,
      id,
      role: "listbox",
      className: "hw-commands",
      "aria-label": labels.commands,
      // The field keeps the focus.
      onMouseDown: (event: MouseEvent) => event.preventDefault(),
      // Keys go to the field, and no element of HTML is an option outside of a select.
      // oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
      children: found.map((command, at) => (
        <li
          key={command.name}
          id={optionId(command)}
          role="option"
          aria-selected={at === index}
          onClick={() => choose(command)}
        >
          <bdi>
            {trigger}
            {command.name}
          </bdi>
          {command.description !== undefined && <span dir="auto">{command.description}</span>}
        </li>
      )),
      // oxlint-enable jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
    };
    const element = useElement("ul", own, rest, { status });
    return isOpen ? element : null;
  });
