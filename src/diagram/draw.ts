/** What is used of Mermaid. */
export interface Mermaid {
  readonly initialize: (config: object) => void;
  readonly render: (id: string, code: string) => Promise<{ readonly svg: string }>;
}

/** A diagram as a picture that runs nothing and loads nothing. */
export interface DrawnPicture {
  /** A `data:` address. */
  readonly src: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** What a diagram must not set for itself, beyond what Mermaid holds back anyway. */
const secure = [
  "secure",
  "securityLevel",
  "startOnLoad",
  "maxTextSize",
  "maxEdges",
  "suppressErrorRendering",
  "htmlLabels",
  "flowchart",
  "class",
  "themeCSS",
  "dompurifyConfig",
  "deterministicIds",
];

/** Whether text of this computed colour stands on a dark page. */
function isBright(color: string): boolean {
  const [first = 0, second = 0, third = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  // Perceived lightness comes first, from 0 to 1; else red, green and blue do, from 0 to 255.
  return /^(?:oklab|oklch)\(/.test(color) ? first > 0.6 : (first + second + third) / 3 > 150;
}

/** The size is in the view box; an `<img>` knows no size of `100%`. */
function sizeOf(svg: string): Pick<DrawnPicture, "width" | "height"> {
  const [, width, height] = /viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return width && height ? { width: Math.ceil(Number(width)), height: Math.ceil(Number(height)) } : {};
}

/** Makes a function that draws one diagram after another: Mermaid's settings are those of the page. */
export function createDraw(): (mermaid: Mermaid, code: string, element: Element) => Promise<DrawnPicture> {
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  async function draw(mermaid: Mermaid, code: string, element: Element): Promise<DrawnPicture> {
    const { color, fontFamily } = getComputedStyle(element);
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      // Labels are text of the picture: an `<img>` may not show elements of HTML.
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      class: { htmlLabels: false },
      suppressErrorRendering: true,
      secure,
      theme: isBright(color) ? "dark" : "default",
      fontFamily,
    });
    const id = `hw-diagram-${++count}`;
    const { svg } = await mermaid.render(id, code);
    // HTML knows this name, a picture does not.
    const text = svg.replaceAll("&nbsp;", "\u00A0");
    return { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, ...sizeOf(svg) };
  }
  return (mermaid, code, element) => {
    const drawn = last.then(() => draw(mermaid, code, element));
    last = drawn.catch(() => {});
    return drawn;
  };
}
