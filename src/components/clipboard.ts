/** The old way, which works on plain `http` too: what is selected in a field of ours is copied. */
function copySelected(text: string): boolean {
  const { activeElement } = document;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  Object.assign(field.style, { position: "fixed", opacity: "0" });
  // Beside the button: a modal dialog lets nothing outside of it have the focus.
  (activeElement?.parentElement ?? document.body).append(field);
  field.focus({ preventScroll: true });
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    (activeElement as HTMLElement | null)?.focus({ preventScroll: true });
  }
}

/** Copies a text. `false`: the browser does not allow it, or knows no way. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed, or no secure page: there is no clipboard then.
    return copySelected(text);
  }
}
