/** For a button that is about to vanish, maybe with its message: the focus goes to what is around both, else it would fall out of the chat. */
export function handOverFocus(button: Element): void {
  button.closest<HTMLElement>("[tabindex]:not(.hw-message)")?.focus({ preventScroll: true });
}
