/**
 * What a user's bundle pays, min + gzip, React external. Readers that detection loads on demand are chunks of their own in
 * every bundler that splits code; they are measured as such.
 */
const chunksApart = (config) => ({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    {
      name: "chunks-apart",
      setup(build) {
        build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
          kind === "dynamic-import" ? { path, external: true } : undefined,
        );
      },
    },
  ],
});

export default [
  {
    name: "headwater/core: readEvents with openaiChat",
    import: { "dist/core.js": "{ readEvents }", "dist/adapters/index.js": "{ openaiChat }" },
    limit: "6 kB",
  },
  {
    name: "headwater/core: createChat (store, restart, queue) with openaiChat",
    import: { "dist/core.js": "{ createChat }", "dist/adapters/index.js": "{ openaiChat }" },
    limit: "11.4 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useChatStream with auto, first load",
    path: "dist/index.js",
    import: "{ useChatStream }",
    limit: "9 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useChatStream with the chunk of auto (framings, without table and readers)",
    import: { "dist/index.js": "{ useChatStream }", "dist/adapters/index.js": "{ auto }" },
    limit: "11.4 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useChatStream with auto, after a reply of openai-chat",
    import: { "dist/index.js": "{ useChatStream }", "dist/adapters/index.js": "{ openaiChat }" },
    limit: "11.8 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useJsonLinesStream",
    path: "dist/index.js",
    import: "{ useJsonLinesStream }",
    limit: "6.3 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "ChatPanel",
    path: "dist/index.js",
    import: "{ ChatPanel }",
    limit: "16 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "headwater/shiki: what is loaded before the first block of code",
    path: "dist/shiki/index.js",
    import: "{ createShikiHighlighter }",
    limit: "2 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "headwater/shiki: what is ours of the rest (Shiki is 38 kB more, and each grammar its own)",
    path: "dist/shiki/tokenizers.js",
    import: "{ createTokenizers }",
    limit: "2 kB",
    ignore: ["shiki"],
  },
  {
    name: "headwater/math, beside <Markdown> (KaTeX is loaded on demand)",
    import: { "dist/index.js": "{ Markdown }", "dist/math/index.js": "{ createMath }" },
    limit: "25 kB",
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "headwater/diagram, beside <Markdown> (Mermaid is loaded on demand)",
    import: { "dist/index.js": "{ Markdown }", "dist/diagram/index.js": "{ createDiagram }" },
    limit: "25 kB",
    modifyEsbuildConfig: chunksApart,
  },
  { name: "styles.css", path: "dist/styles.css", limit: "5 kB" },
].map((entry) => ({ gzip: true, ...entry }));
