import { useSyncExternalStore, type ReactElement, type ReactNode } from "react";

// Where playground.css puts the side bar above the content.
const narrow = globalThis.matchMedia("(max-width: 720px)");

function subscribe(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

interface SideProps {
  /** What is set, in a few words: all that a narrow screen shows until it is asked for more. */
  readonly summary: string;
  readonly children: ReactNode;
}

/** The side bar. On narrow screens it folds, so that what it is about is in view. */
export function Side({ summary, children }: SideProps): ReactElement {
  const isNarrow = useSyncExternalStore(subscribe, () => narrow.matches);
  if (!isNarrow) return <aside className="pg-side">{children}</aside>;
  return (
    <aside className="pg-side">
      <details className="pg-settings">
        <summary>
          <b>Settings</b> <span dir="ltr">{summary}</span>
        </summary>
        {children}
      </details>
    </aside>
  );
}
