import { useEffect, useRef, type ReactElement, type ReactNode } from "react";
import { setSpeed, type Speed } from "../stories/lib/speed.js";
import { applyMotion } from "./motion.js";

interface PageProps {
  readonly theme: "light" | "dark";
  readonly dir: "ltr" | "rtl";
  readonly motion: "system" | "reduced";
  readonly speed: Speed;
  /** `panel` fills the page, `part` stands in it with a margin. */
  readonly frame: "panel" | "part";
  readonly view: "story" | "docs";
  /** What a play function would ask; on documentation pages, where none runs, it is asked when the story comes into view. */
  readonly question: string;
  readonly children: ReactNode;
}

/** Puts a text into a field as typing does, which React would not notice otherwise, and sends its form. */
function submit(field: HTMLTextAreaElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.form?.requestSubmit();
}

/** The page around a story, as the toolbar says. */
export function Page({ theme, dir, motion, speed, frame, view, question, children }: PageProps): ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => setSpeed(speed), [speed]);
  useEffect(() => applyMotion(motion === "reduced"), [motion]);
  useEffect(() => {
    const page = ref.current;
    if (page === null || view === "story" || question === "") return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      const field = page.querySelector("textarea");
      if (field !== null) submit(field, question);
    });
    observer.observe(page);
    return () => observer.disconnect();
  }, [view, question]);
  return (
    <div ref={ref} className="story-page" dir={dir} style={{ colorScheme: theme }} data-frame={frame} data-view={view}>
      {children}
    </div>
  );
}
