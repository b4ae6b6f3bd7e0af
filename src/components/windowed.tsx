"use client";
import {
  createContext,
  forwardRef,
  useContext,
  useLayoutEffect,
  useMemo,
  useReducer,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type CSSProperties,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
} from "react";
import { Virtualizer } from "virtua";

/** Entries shown where nothing can be measured: on a server, and in tests without a layout. */
const tailLength = 24;

/** What a windowed list is made of. */
export interface WindowedParts {
  readonly container: "ol" | "div";
  readonly item: "li" | "div";
  /** Of the container. */
  readonly attributes: HTMLAttributes<HTMLElement>;
  /** Of one item, by its place in the list and the length of the list. */
  readonly itemAttributes: (index: number, count: number) => HTMLAttributes<HTMLElement>;
}

/** Props of a windowed list. */
export interface WindowedProps {
  /** Number of the first entry among all there ever were: tells what came before it from what came after the last. */
  readonly first: number;
  readonly count: number;
  /** Renders the entry at a place of the list, as an element with a key. */
  readonly renderItem: (index: number) => ReactElement;
  /** The element that scrolls. */
  readonly scrollerRef: RefObject<HTMLElement | null>;
  /** The list has another height, and the page knows it already. */
  readonly onResize: () => void;
  /** What an item that was never in view is taken to be high, in CSS px. @defaultValue as those that were */
  readonly itemSize?: number;
}

interface Around {
  readonly count: number;
  /** The focus is in the item at a place, or in none. */
  readonly onFocusIn: (index: number | undefined) => void;
}

interface PartProps {
  readonly style?: CSSProperties;
  readonly children?: ReactNode;
}

interface ItemProps extends PartProps {
  readonly index: number;
}

const never = () => () => {};
const canMeasure = () => "ResizeObserver" in globalThis;
const cannotMeasure = () => false;

interface Step {
  /** Up to where the list is shown. */
  readonly end: number;
  /** Entries came or went at the beginning. */
  readonly isShift: boolean;
}

/**
 * What of a list is given to the window. It takes entries that come or go either at the beginning or at the end; of both at
 * once the beginning comes first, and the end with a second rendering before the page is painted.
 */
function createSteps() {
  let shown: { readonly first: number; readonly end: number } | undefined;
  return {
    to: (first: number, end: number): Step => {
      const isShift = shown !== undefined && first !== shown.first;
      return { end: isShift && shown && shown.end > first ? shown.end : end, isShift };
    },
    isShown: (first: number, end: number) => {
      shown = { first, end };
    },
  };
}

/** Makes a list of which only the items near the visible part are in the page. */
export function createWindowed({
  container: ContainerTag,
  item: ItemTag,
  attributes,
  itemAttributes,
}: WindowedParts): ComponentType<WindowedProps> {
  const AroundContext = createContext<Around>({ count: 0, onFocusIn: () => {} });

  const Container = forwardRef<HTMLElement, PartProps>(function Container(props, ref) {
    return <ContainerTag {...attributes} {...props} ref={ref as Ref<never>} />;
  });

  const Item = forwardRef<HTMLElement, ItemProps>(function Item({ index, ...props }, ref) {
    const { count, onFocusIn } = useContext(AroundContext);
    return (
      <ItemTag
        {...itemAttributes(index, count)}
        {...props}
        ref={ref as Ref<never>}
        onFocus={() => onFocusIn(index)}
        onBlur={() => onFocusIn(undefined)}
      />
    );
  });

  function Measured({ first, count, renderItem, scrollerRef, onResize, itemSize }: WindowedProps): ReactElement {
    const [steps] = useState(createSteps);
    const [, again] = useReducer((turns: number) => turns + 1, 0);
    const end = first + count;
    const { end: shownEnd, isShift } = steps.to(first, end);
    const shown = shownEnd - first;
    // An item with the focus stays: without it the keys would lead nowhere.
    const [focused, setFocused] = useState<number>();
    const around = useMemo(
      () => ({
        count,
        onFocusIn: (index: number | undefined) => setFocused(index === undefined ? undefined : first + index),
      }),
      [first, count],
    );
    const kept = useMemo(() => (focused === undefined || focused < first ? [] : [focused - first]), [focused, first]);
    useLayoutEffect(() => {
      steps.isShown(first, shownEnd);
      if (shownEnd !== end) again();
    }, [steps, first, shownEnd, end]);
    // What is new may be too far away to be measured.
    useLayoutEffect(onResize, [onResize, shown]);
    return (
      <AroundContext.Provider value={around}>
        <Virtualizer
          as={Container}
          item={Item}
          data={useMemo(() => ({ length: shown }), [shown])}
          shift={isShift}
          keepMounted={kept}
          scrollRef={scrollerRef}
          onResize={onResize}
          {...(itemSize !== undefined && { itemSize })}
        >
          {useMemo(() => (_entry: unknown, index: number) => renderItem(index), [renderItem])}
        </Virtualizer>
      </AroundContext.Provider>
    );
  }

  function Tail({ count, renderItem }: WindowedProps): ReactElement {
    const start = Math.max(0, count - tailLength);
    const around = useMemo(() => ({ count, onFocusIn: () => {} }), [count]);
    return (
      <AroundContext.Provider value={around}>
        <Container>
          {Array.from({ length: count - start }, (_, offset) => {
            const element = renderItem(start + offset);
            return (
              <Item key={element.key} index={start + offset}>
                {element}
              </Item>
            );
          })}
        </Container>
      </AroundContext.Provider>
    );
  }

  return function Windowed(props) {
    // The server's page first, also in the browser: React compares the two.
    return useSyncExternalStore(never, canMeasure, cannotMeasure) ? <Measured {...props} /> : <Tail {...props} />;
  };
}
