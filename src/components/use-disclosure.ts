"use client";
import { useState, type MouseEvent, type SyntheticEvent } from "react";

/** Props of what can be folded: by the application, by the reader, or by itself. */
export interface DisclosureProps {
  /** Whether it is open, when the application holds it. */
  readonly open?: boolean | undefined;
  /** Whether it is open until the reader opens or folds it. @defaultValue open while it runs, then it folds itself */
  readonly defaultOpen?: boolean | undefined;
  /** The reader opens or folds it; not called when it does so itself. */
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
}

/** For a `<details>` and its `<summary>`. */
export interface Disclosure {
  readonly isOpen: boolean;
  readonly onToggle: (event: SyntheticEvent<HTMLDetailsElement>) => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** What opens and folds by itself until the reader decides. */
export function useDisclosure(props: DisclosureProps, isOpenByItself: boolean): Disclosure {
  const { open, defaultOpen, onOpenChange } = props;
  const [byHand, setByHand] = useState(defaultOpen);
  const isOpen = open ?? byHand ?? isOpenByItself;
  function change(next: boolean): void {
    setByHand(next);
    onOpenChange?.(next);
  }
  return {
    isOpen,
    // The search of the browser opens it too.
    onToggle: ({ currentTarget }) => {
      if (currentTarget.open !== isOpen) change(currentTarget.open);
    },
    onClick: (event) => {
      event.preventDefault();
      change(!isOpen);
    },
  };
}
