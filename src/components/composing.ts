interface Keys {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** An input method is open: its keys belong to it. Safari ends the composition before the key event and leaves only 229. */
export function isComposing({ nativeEvent }: { readonly nativeEvent: Keys }): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
