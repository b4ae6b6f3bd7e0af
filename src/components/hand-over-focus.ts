/** For a button that is about to vanish: the focus goes to what is around it, else it would fall out of the chat. Not to its message, which may vanish with it. */
export function handOverFocus(button: Element): void {
  button.closest<HTMLElement>("[tabindex]:not(article)")?.focus({ preventScroll: true });
}
