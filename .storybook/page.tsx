import { useEffect, useRef, type ReactElement, type ReactNode } from "react";
import { LabelsContext } from "../src/index.js";
import { setSpeed, type Speed } from "../stories/lib/speed.js";
import { languages, type Language } from "./languages.js";
import { looks, type Look } from "./looks.js";
import { applyMotion } from "./motion.js";

interface PageProps {
  readonly theme: "light" | "dark";
  /** Those of Arabic and Hebrew make the page run from right to left, whatever `dir` is. */
  readonly locale: Language;
  readonly dir: "ltr" | "rtl";
  readonly density: "compact" | "comfortable";
  /** The theme. On documentation pages stories with different ones stand side by side. */
  readonly look: Look;
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
export function Page(props: PageProps): ReactElement {
  const { theme, locale, density, look, motion, speed, frame, view, question, children } = props;
  const labels = languages[locale];
  const dir = locale === "ar" || locale === "he" ? "rtl" : props.dir;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => setSpeed(speed), [speed]);
  useEffect(() => applyMotion(motion === "reduced"), [motion]);
  useEffect(() => {
    for (const root of ref.current?.querySelectorAll<HTMLElement>(".headwater:not([data-density])") ?? []) {
      root.dataset["density"] = density;
    }
  }, [density]);
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
    <div
      ref={ref}
      className="story-page"
      dir={dir}
      lang={labels.locale}
      style={{ colorScheme: theme }}
      data-frame={frame}
      data-view={view}
      data-look={look}
    >
      {look !== "none" && <style>{`@scope (.story-page[data-look="${look}"]) { ${looks[look]} }`}</style>}
      <LabelsContext.Provider value={labels}>{children}</LabelsContext.Provider>
    </div>
  );
}
