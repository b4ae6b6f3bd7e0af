import type { KeyboardEvent } from "react";

/** An input method is open: its keys belong to it. Safari ends the composition before the key event and leaves only 229. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
