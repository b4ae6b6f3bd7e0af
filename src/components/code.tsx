import type { ComponentPropsWithoutRef, ReactElement } from "react";

/** Code in a box that scrolls when it is long. Safari does not let the keyboard reach such a box by itself. */
export function Code(props: ComponentPropsWithoutRef<"pre">): ReactElement {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
  return <pre className="hw-code" dir="ltr" tabIndex={0} {...props} />;
}
