import type { ReactElement } from "react";
import type { Labels } from "../labels.js";
import type { MarkdownSettings } from "./settings.js";

/** What is made of blocks and inlines depends on this, and on nothing else. */
export interface Surroundings {
  readonly settings: MarkdownSettings;
  readonly labels: Labels;
  /**
   * Elements by what they show. The same element again costs React nothing, however much is in it: a token makes anew what it
   * belongs to, without a component for each paragraph. `undefined`: nothing is made twice.
   */
  readonly made: WeakMap<object, ReactElement> | undefined;
}

/** The element for something immutable, made once. */
export function remembered({ made }: Surroundings, view: object, make: () => ReactElement): ReactElement {
  let element = made?.get(view);
  if (!element) {
    element = make();
    made?.set(view, element);
  }
  return element;
}
