/** Our class name and the user's. */
export function classNames(own: string, given: string | undefined): string {
  return given === undefined || given === "" ? own : `${own} ${given}`;
}
