import {
  cloneElement,
  createElement,
  type ComponentPropsWithoutRef,
  type CSSProperties,
  type ElementType,
  type ReactElement,
} from "react";

/** What every part of the kit takes for its outer element, besides the attributes of the element. */
export interface ElementOptions<State> {
  /** Added to our own class name; may depend on the state of the part. */
  readonly className?: string | ((state: State) => string | undefined) | undefined;
  /** May depend on the state of the part. */
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
  /**
   * The element to render instead, with its own props: `render={<section id="chat" />}`; or a function of the props that it must
   * spread, and of the state. A ref goes to the part, not to this element.
   */
  readonly render?: ReactElement | ((props: ElementProps, state: State) => ReactElement) | undefined;
}

/** Props that a function given as `render` must spread on its element. */
export type ElementProps = Readonly<Record<string, unknown>>;

/** Props of a part: those of its element, without `Own` that mean something else here, and {@link ElementOptions}. */
export type PartElementProps<Tag extends ElementType, State, Own extends string = never> = Omit<
  ComponentPropsWithoutRef<Tag>,
  Own | "className" | "style" | "children"
> &
  ElementOptions<State>;

type Handler = (event: { readonly defaultPrevented: boolean }) => void;

/** The user's props over ours: class names are joined, and of handlers both are called, the user's first, who may prevent ours. */
function merge(own: ElementProps, given: ElementProps): ElementProps {
  const merged: Record<string, unknown> = { ...own };
  for (const [name, value] of Object.entries(given)) {
    const ours = own[name];
    // A ref of the element to render would take the place of the part's own.
    if (value === undefined || name === "ref") continue;
    if (name === "className") merged[name] = [ours, value].filter(Boolean).join(" ");
    else if (name === "style") merged[name] = { ...(ours as object), ...(value as object) };
    else if (typeof value === "function" && typeof ours === "function" && /^on[A-Z]/.test(name)) {
      merged[name] = (event: never) => {
        (value as (event: never) => void)(event);
        if (!(event as { defaultPrevented?: boolean }).defaultPrevented) (ours as Handler)(event);
      };
    } else merged[name] = value;
  }
  return merged;
}

/**
 * The outer element of a part. Named as a hook because it takes a ref; it uses none itself.
 *
 * @param own our props, with the ref, our class name, `children` and `data-*` state
 * @param given what is left of the user's props
 * @param state what `className`, `style` and `render` may depend on
 */
export function useElement<State>(
  tag: string,
  own: ElementProps,
  given: ElementOptions<State> & object,
  state: State,
): ReactElement {
  const { className, style, render, ...rest } = given;
  const props = merge(own, {
    ...rest,
    className: typeof className === "function" ? className(state) : className,
    style: typeof style === "function" ? style(state) : style,
  });
  if (typeof render === "function") return render(props, state);
  if (render !== undefined) return cloneElement(render, merge(props, render.props as ElementProps));
  return createElement(tag, props);
}
