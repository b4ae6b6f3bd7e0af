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

/** Without the modules that a page with `<Markdown>` has anyway. */
const besideMarkdown = (config) => ({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    {
      name: "beside-markdown",
      setup(build) {
        build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
          kind === "dynamic-import" ||
          /\/(?:development|hand-over-focus|invisible|labels|settings|use-overflow)\.js$/.test(path)
            ? { path, external: true }
            : undefined,
        );
      },
    },
  ],
});

/** As Vite writes them. Else each letter of Arabic would be counted with its escape of six characters. */
const lettersAsTheyAre = (config) => ({ ...config, charset: "utf8" });

/** As the sizes of others are told in: 1,024 bytes. */
const kB = (count) => `${Math.floor(count * 1024)} B`;

export default [
  {
    name: "headwater/core: readEvents with openaiChat",
    import: { "dist/core.js": "{ readEvents }", "dist/adapters/index.js": "{ openaiChat }" },
    limit: kB(6),
  },
  {
    name: "headwater/core: createChat (store, restart, queue) with openaiChat",
    import: { "dist/core.js": "{ createChat }", "dist/adapters/index.js": "{ openaiChat }" },
    limit: kB(11.9),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useChatStream with auto, first load",
    path: "dist/index.js",
    import: "{ useChatStream }",
    limit: kB(9.9),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useChatStream with the chunk of auto (framings, without table and readers)",
    import: { "dist/index.js": "{ useChatStream }", "dist/adapters/index.js": "{ auto }" },
    limit: kB(12.15),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useChatStream with auto, after a reply of openai-chat",
    import: { "dist/index.js": "{ useChatStream }", "dist/adapters/index.js": "{ openaiChat }" },
    limit: kB(12.5),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "useJsonLinesStream",
    path: "dist/index.js",
    import: "{ useJsonLinesStream }",
    limit: kB(6.35),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "ChatPanel, first load",
    path: "dist/index.js",
    import: "{ ChatPanel }",
    limit: kB(22.4),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "ChatPanel with what shows answers and what speaks of them (asked for at once)",
    import: {
      "dist/index.js": "{ ChatPanel, MessageContent }",
      "dist/components/live-status/announcer.js": "{ createAnnouncer }",
    },
    limit: kB(53.2),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "WindowedMessageList, first load (4.2 kB more than MessageList)",
    path: "dist/index.js",
    import: "{ WindowedMessageList }",
    limit: kB(15.1),
    modifyEsbuildConfig: chunksApart,
  },
  {
    name: "ItemList with useJsonLinesStream",
    path: "dist/index.js",
    import: "{ ItemList, useJsonLinesStream }",
    limit: kB(17.35),
    modifyEsbuildConfig: chunksApart,
  },
  ...[
    ["shiki", "createShikiHighlighter", "grammars, and the 38 kB of Shiki"],
    ["math", "createMath", "KaTeX"],
    ["diagram", "createDiagram", "Mermaid"],
  ].map(([entry, name, onDemand]) => ({
    name: `headwater/${entry}: what it adds to a page with <Markdown>, without what it loads on demand (${onDemand})`,
    path: `dist/${entry}/index.js`,
    import: `{ ${name} }`,
    limit: kB(2),
    modifyEsbuildConfig: besideMarkdown,
  })),
  {
    name: "headwater/shiki: what is ours of what it loads on demand",
    path: "dist/shiki/tokenizers.js",
    import: "{ createTokenizers }",
    limit: kB(2),
    ignore: ["shiki"],
  },
  ...["ar", "de", "en", "es", "fr", "he", "ja", "pt", "zh"].map((language) => ({
    name: `headwater/labels/${language}`,
    path: `dist/labels/${language}.js`,
    import: `{ ${language} }`,
    limit: kB(2.4),
    modifyEsbuildConfig: lettersAsTheyAre,
  })),
  { name: "styles.css", path: "dist/styles.css", limit: kB(6.3) },
  { name: "headwater/styles/chat.css", path: "dist/styles/chat.css", limit: kB(5) },
  ...["paper", "pebble", "shadcn", "terminal"].map((theme) => ({
    name: `headwater/themes/${theme}.css`,
    path: `dist/themes/${theme}.css`,
    limit: kB(0.75),
  })),
].map((entry) => ({ gzip: true, ...entry }));
