/**
 * Who is measured. `page`: its module in page/contenders; `wire`: what its server sends; `packages`: whose versions are printed.
 * `tokensPerSecond`: what it can take at most, where that is less than a server sends. `renderer`: its name where Markdown is measured alone.
 */
export const contenders = [
  { name: "headwater", page: "headwater", wire: "openai", renderer: "headwater", packages: [] },
  { name: "floor-blocks", page: "floor-blocks", wire: "openai", renderer: "floor-blocks", isFloor: true, packages: [] },
  {
    name: "streaming-markdown",
    page: "streaming-markdown",
    wire: "openai",
    renderer: "streaming-markdown",
    isFloor: true,
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
  {
    name: "assistant-ui",
    page: "assistant-ui",
    wire: "ai-sdk-ui",
    renderer: "react-markdown",
    packages: ["@assistant-ui/react", "@assistant-ui/react-ai-sdk", "@assistant-ui/react-markdown", "react-markdown"],
  },
  {
    name: "antd-x",
    page: "antd-x",
    wire: "openai",
    renderer: "x-markdown",
    packages: ["@ant-design/x", "@ant-design/x-sdk", "@ant-design/x-markdown", "antd"],
  },
  {
    name: "tanstack",
    page: "tanstack",
    wire: "ag-ui",
    renderer: "tanstack-markdown",
    tokensPerSecond: 200,
    packages: ["@tanstack/ai-react", "@tanstack/ai-client", "@tanstack/markdown"],
  },
];
