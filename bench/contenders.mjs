/**
 * Who is measured. `page`: its module in page/contenders; `wire`: what its server sends; `packages`: whose versions are printed.
 * `renderer`: its name where Markdown is measured alone.
 */
export const contenders = [
  { name: "headwater", page: "headwater", wire: "openai", renderer: "headwater", packages: [] },
  { name: "floor-blocks", page: "floor-blocks", wire: "openai", renderer: "floor-blocks", packages: [] },
  {
    name: "streaming-markdown",
    page: "streaming-markdown",
    wire: "openai",
    renderer: "streaming-markdown",
    packages: ["streaming-markdown"],
  },
  {
    name: "aisdk-streamdown",
    page: "aisdk-streamdown",
    wire: "ai-sdk-ui",
    renderer: "streamdown",
    packages: ["ai", "@ai-sdk/react", "streamdown"],
  },
  { name: "aisdk-streamdown-t50", page: "aisdk-streamdown", wire: "ai-sdk-ui", throttle: 50, packages: [] },
];
