/** What a user downloads: minified, React apart, chunks that are loaded on demand apart. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const bench = fileURLToPath(new URL("..", import.meta.url));

const entries = [
  ["hook", "headwater: useChatStream", `export { useChatStream } from "../dist/index.js"`],
  [
    "hook",
    "headwater: useChatStream, openaiChat",
    `export { useChatStream } from "../dist/index.js"; export { openaiChat } from "../dist/adapters/index.js"`,
  ],
  ["hook", "AI SDK: useChat", `export { useChat } from "@ai-sdk/react"`],
  ["hook", "assistant-ui: useChatRuntime", `export { useChatRuntime } from "@assistant-ui/react-ai-sdk"`],
  [
    "hook",
    "Ant Design X: useXChat, OpenAIChatProvider",
    `export { useXChat, OpenAIChatProvider, XRequest } from "@ant-design/x-sdk"`,
  ],
  ["hook", "TanStack AI: useChat", `export { useChat, fetchServerSentEvents } from "@tanstack/ai-react"`],
  [
    "chat with Markdown",
    "headwater: ChatPanel, all it asks for at once",
    `export { ChatPanel, MessageContent } from "../dist/index.js";
     export { createAnnouncer } from "../dist/components/live-status/announcer.js"`,
  ],
  [
    "chat with Markdown",
    "headwater: ChatPanel, of it on first load (words, not yet Markdown)",
    `export { ChatPanel } from "../dist/index.js"`,
  ],
  [
    "chat with Markdown",
    "AI SDK: useChat; Streamdown (no list, no input)",
    `export { useChat } from "@ai-sdk/react"; export { DefaultChatTransport } from "ai"; export { Streamdown } from "streamdown"`,
  ],
  [
    "chat with Markdown",
    "assistant-ui: thread, AI SDK, react-markdown",
    `export { AssistantRuntimeProvider, ThreadPrimitive, MessagePrimitive, ComposerPrimitive } from "@assistant-ui/react";
     export { useChatRuntime } from "@assistant-ui/react-ai-sdk"; export { MarkdownTextPrimitive } from "@assistant-ui/react-markdown";
     export { default as gfm } from "remark-gfm"`,
  ],
  [
    "chat with Markdown",
    "Ant Design X: Bubble.List, Sender, useXChat, XMarkdown",
    `export { Bubble, Sender } from "@ant-design/x"; export { useXChat, OpenAIChatProvider, XRequest } from "@ant-design/x-sdk";
     export { default as XMarkdown } from "@ant-design/x-markdown"`,
  ],
  [
    "chat with Markdown",
    "TanStack AI: useChat, Markdown (no list, no input)",
    `export { useChat, fetchServerSentEvents } from "@tanstack/ai-react"; export { Markdown } from "@tanstack/markdown/react"`,
  ],
  ["Markdown", "headwater: Markdown", `export { Markdown } from "../dist/index.js"`],
  ["Markdown", "Streamdown", `export { Streamdown } from "streamdown"`],
  [
    "Markdown",
    "react-markdown, remark-gfm",
    `export { default } from "react-markdown"; export { default as gfm } from "remark-gfm"`,
  ],
  ["Markdown", "XMarkdown", `export { default } from "@ant-design/x-markdown"`],
  ["Markdown", "@tanstack/markdown", `export { Markdown } from "@tanstack/markdown/react"`],
  ["Markdown", "streaming-markdown (no React)", `export * from "streaming-markdown"`],
];

/** Modules that a page asks for when it needs them are downloads of their own. */
const onDemandApart = {
  name: "on-demand-apart",
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) => (kind === "dynamic-import" ? { path, external: true } : undefined));
  },
};

/** Rows of bytes. */
export async function runSizes() {
  const rows = [];
  for (const [level, name, contents] of entries) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: bench, loader: "js" },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
      outdir: bench,
      external: ["react", "react-dom", "*.css"],
      define: { "process.env.NODE_ENV": '"production"' },
      legalComments: "none",
      logLevel: "error",
      plugins: [onDemandApart],
    });
    const script = outputFiles.find(({ path }) => path.endsWith(".js")).contents;
    rows.push({
      level,
      name,
      minified: script.length,
      gzip: gzipSync(script, { level: 9 }).length,
      brotli: brotliCompressSync(script).length,
    });
  }
  return rows;
}
