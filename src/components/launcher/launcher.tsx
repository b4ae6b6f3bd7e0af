"use client";
import {
  createElement,
  forwardRef,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ForwardRefExoticComponent,
  type KeyboardEvent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { isComposing } from "../composing.js";
import { useElement, type PartElementProps } from "../element.js";
import { ChatIcon, RemoveIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { defaultLauncherLabels, type LauncherLabels } from "./labels.js";
import { useUnread } from "./use-unread.js";

/** What the outer element of a shell depends on. */
export interface LauncherState {
  readonly open: boolean;
  /** It is closed, and an answer has ended since. */
  readonly unread: boolean;
}

/** Props of the shells; all others go to the outer `<div>`. */
export interface LauncherProps extends PartElementProps<"div", LauncherState> {
  /** Whether the chat is open, when the application holds it. */
  readonly open?: boolean | undefined;
  /** Whether it is open at first. @defaultValue `false` */
  readonly defaultOpen?: boolean | undefined;
  /** It was opened or closed. */
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** The dot on the button. @defaultValue shown when an answer ended while the chat was closed */
  readonly unread?: boolean | undefined;
  /** In the button while the chat is closed. @defaultValue a balloon */
  readonly icon?: ReactNode;
  /** Texts, in part or in whole. @defaultValue `launcher` of the labels around, else English */
  readonly labels?: Partial<LauncherLabels> | undefined;
  /** The chat, any: `<ChatPanel />`. It stays while it is closed, and goes on. */
  readonly children?: ReactNode;
}

interface ShellProps extends LauncherProps {
  readonly tag: "dialog" | "aside";
  readonly shape: "popover" | "overlay" | "push";
}

/** A button and the chat that it opens. */
export const Launcher: ForwardRefExoticComponent<ShellProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  ShellProps
>(function Launcher(props, ref) {
  const { tag, shape, open, defaultOpen = false, onOpenChange, unread, icon, labels, children, ...rest } = props;
  const { launcher: around } = useLabels();
  const words = useMemo(() => ({ ...defaultLauncherLabels, ...around, ...labels }), [around, labels]);
  const [ownOpen, setOwnOpen] = useState(defaultOpen);
  const isOpen = open ?? ownOpen;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  /** The user has pressed our button. */
  const isPressed = useRef(false);
  /** What had the focus when the chat was opened. */
  const opener = useRef<Element | null>(null);
  const foundUnread = useUnread(panel, isOpen);
  const isUnread = !isOpen && (unread ?? foundUnread);

  useEffect(() => {
    const wasPressed = isPressed.current;
    isPressed.current = false;
    if (isOpen) {
      opener.current = document.activeElement;
      if (wasPressed) (panel.current!.querySelector("textarea") ?? panel.current!).focus();
      return;
    }
    // What has the focus is about to vanish.
    if (!panel.current!.contains(document.activeElement)) return;
    const before = opener.current;
    (before instanceof HTMLElement && before.isConnected && before !== document.body
      ? before
      : button.current!
    ).focus();
  }, [isOpen]);

  function change(next: boolean): void {
    isPressed.current = next;
    setOwnOpen(next);
    onOpenChange?.(next);
  }

  const own = {
    ref,
    className: "headwater hw-launcher",
    "data-shape": shape,
    "data-open": isOpen || undefined,
    "data-unread": isUnread || undefined,
    // An Escape that stopped an answer was prevented there.
    onKeyDown(event: KeyboardEvent) {
      if (event.key === "Escape" && isOpen && !event.defaultPrevented && !isComposing(event)) change(false);
    },
    children: (
      <>
        <button
          ref={button}
          type="button"
          className="hw-send hw-launch"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={isOpen ? words.close : isUnread ? words.openUnread : words.open}
          onClick={() => change(!isOpen)}
        >
          {isOpen ? <RemoveIcon /> : (icon ?? <ChatIcon />)}
        </button>
        {createElement(
          tag,
          {
            ref: panel,
            id,
            className: "hw-launched",
            tabIndex: -1,
            "aria-label": words.title,
            // Both are what the browser hides them by.
            ...(tag === "dialog" ? { open: isOpen } : { hidden: !isOpen }),
          },
          children,
        )}
      </>
    ),
  };
  return useElement("div", own, rest, { open: isOpen, unread: isUnread });
});
