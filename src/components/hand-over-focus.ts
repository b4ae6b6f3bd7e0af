/** For a button that is about to vanish: the focus goes to what is around it, else it would fall out of the chat. */
export function handOverFocus(button: Element): void {
  button.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
}
