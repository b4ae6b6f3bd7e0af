/** The tables of the report. Each leaves out what was not measured. */
import { show } from "./print.mjs";
import { exponent } from "./statistics.mjs";

const line = (cells) => `| ${cells.join(" | ")} |`;

export function markdownTable(head, rows) {
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** A number with what speaks against it. */
function mark(result, value) {
  if (result === undefined || value === undefined) return "–";
  const contended = result.waited > (result.wall ?? Infinity) * 0.1 ? " ~" : "";
  return `${show(value)}${result.complete === false ? " !" : ""}${contended}`;
}

const against = (own, other) => (own === undefined || other === undefined ? "–" : `${show(other / own)}×`);
const growth = (small, large) =>
  small?.task === undefined || large?.task === undefined || !small.complete || !large.complete
    ? "–"
    : show(exponent(8000, small.task, 32_000, large.task));
const tasks = (result) => (result?.longTasks === undefined ? "–" : `${result.longTasks} / ${show(result.worstTask)}`);

/** Contenders of some cases, ours first, then as they are listed. */
const namesIn = (...cases) => [...new Set(cases.flatMap((one) => Object.keys(one ?? {})))];

function bySize(medians, { group = "chat", title, note, suffix, columns }) {
  const [small, middle, large] = ["2k", "8k", "32k"].map((size) => medians[`${group}: ${size}${suffix}`]);
  if (middle === undefined && large === undefined) return [];
  const head = ["", "2k", "8k", "32k", "× ours, 32k", "exponent 8k→32k", ...columns.map(([name]) => name)];
  const rows = namesIn(small, middle, large).map((name) => {
    const last = large?.[name];
    return [
      name,
      ...[small, middle, large].map((one) => mark(one?.[name], one?.[name]?.task)),
      last?.share < 1 ? "stopped" : against(large?.headwater?.task, last?.task),
      growth(middle?.[name], last),
      ...columns.map(([, value]) => (last === undefined ? "–" : value(last))),
    ];
  });
  return [{ title, note, head, rows }];
}

const chatColumns = [
  ["script, 32k", ({ script }) => show(script)],
  ["long tasks, 32k: n / worst ms", tasks],
  ["lag, 32k, ms", ({ lag }) => show(lag)],
  ["heap, 32k, MB", ({ heap }) => show(heap)],
  ["DOM nodes, 32k", ({ nodes }) => show(nodes)],
];

const perCommit = (result) => (result?.commits > 0 ? show(result.renders / result.commits) : "–");

function histories(medians) {
  const cases = [0, 200, 1000].map((count) => medians[`chat: history ${count}, follow`]);
  const react = [0, 200, 1000].map((count) => medians[`chat: history ${count}, React`]);
  if (cases[2] === undefined) return [];
  return [
    {
      title: "Earlier messages: an answer of 2k tokens at 1,000 tokens/s below them, main-thread ms",
      note: "The view is kept at the end. Renders are those of components, per commit of React, while the answer streams.",
      head: [
        "",
        "none",
        "200",
        "1,000",
        "1,000 ÷ none",
        "mount of 1,000, ms",
        "heap, MB",
        "DOM nodes",
        "renders/commit, none",
        "renders/commit, 1,000",
        "renders of old messages",
      ],
      rows: namesIn(...cases).map((name) => [
        name,
        ...cases.map((one) => mark(one?.[name], one?.[name]?.task)),
        against(cases[0]?.[name]?.task, cases[2][name]?.task),
        mark(cases[2][name], cases[2][name]?.mount),
        show(cases[2][name]?.heap),
        show(cases[2][name]?.nodes),
        perCommit(react[0]?.[name]),
        perCommit(react[2]?.[name]),
        show(react[2]?.[name]?.oldRenders),
      ]),
    },
  ];
}

function steady(medians) {
  const cases = ["2k", "8k", "32k"].map((size) => medians[`chat: ${size} there, at 100, follow`]);
  if (cases[0] === undefined) return [];
  return [
    {
      title: "100 tokens/s: main-thread ms per second of streaming, when the answer has so many tokens already",
      head: ["", "2k", "8k", "32k", "× ours, 32k"],
      rows: namesIn(...cases).map((name) => [
        name,
        ...cases.map((one) => mark(one?.[name], one?.[name]?.task / 10)),
        against(cases[2]?.headwater?.task, cases[2]?.[name]?.task),
      ]),
    },
  ];
}

function single(medians, key, title, head, cells, note) {
  const one = medians[key];
  if (one === undefined) return [];
  const rows = Object.keys(one).map((name) => [name, ...cells(one[name], one)]);
  return [{ title, note, head: ["", ...head], rows }];
}

function chatTables(medians) {
  return [
    ...bySize(medians, {
      title: "Chat at 1,000 tokens/s, the view kept at the end: main-thread ms",
      suffix: " at 1000, follow",
      columns: chatColumns,
    }),
    ...bySize(medians, {
      title: "Chat at 1,000 tokens/s, the view not moved: main-thread ms",
      suffix: " at 1000, still",
      columns: chatColumns,
    }),
    ...bySize(medians, {
      title: "Chat as fast as possible, the view kept at the end: main-thread ms",
      suffix: " burst, follow",
      columns: chatColumns,
    }),
    ...bySize(medians, {
      title: "Chat as fast as possible, the view not moved: main-thread ms",
      suffix: " burst, still",
      columns: chatColumns,
    }),
    ...steady(medians),
    ...histories(medians),
    ...single(
      medians,
      "chat: frames, 8k at 1000, follow",
      "Frames at 1,000 tokens/s, 8k tokens: ms between them",
      ["frames", "median", "95 %", "99 %", "worst", "over 50 ms"],
      (result) => [
        show(result.frames),
        show(result.p50),
        show(result.p95),
        show(result.p99),
        mark(result, result.worst),
        show(result.late),
      ],
    ),
    ...single(
      medians,
      "chat: 20 streams",
      "20 answers at once on one page, 1k tokens each at 100 tokens/s",
      ["main-thread ms", "× ours", "long tasks: n / worst ms", "lag, ms", "heap, MB"],
      (result, all) => [
        mark(result, result.task),
        against(all.headwater?.task, result.task),
        tasks(result),
        show(result.lag),
        show(result.heap),
      ],
    ),
    ...single(
      medians,
      "chat: 10,000 deltas in one task, React",
      "10,000 events that arrive in one task",
      ["commits", "component renders", "main-thread ms"],
      (result) => [show(result.commits), show(result.renders), mark(result, result.task)],
    ),
    ...single(
      medians,
      "chat: hidden, 2k at 1000",
      "A hidden page: 2k tokens at 1,000 tokens/s",
      ["main-thread ms", "complete", "lag, ms"],
      (result) => [mark(result, result.task), show(result.complete), show(result.lag)],
    ),
  ];
}

function markdownTables(medians) {
  const lengthening = ["code", "list", "table", "paragraph"].flatMap((construct) =>
    Object.entries(medians[`growth: 1 MB, one ${construct}`] ?? {})
      .filter(([, { perAppend }]) => perAppend !== undefined)
      .map(([name, { perAppend }]) => [
        construct,
        name,
        ...[perAppend[0], perAppend[1], perAppend[4], perAppend[9]].map(show),
        perAppend.length === 10 ? `${show(perAppend[9] / perAppend[0])}×` : `stopped at ${perAppend.length * 10} %`,
      ]),
  );
  return [
    ...bySize(medians, {
      group: "markdown",
      title: "Markdown alone, 16 tokens per append: main-thread ms for the document",
      note: "After each append the style and the layout are brought up to date. Stopped after 30 s.",
      suffix: "",
      columns: [
        ["share shown, 32k", ({ share }) => `${Math.round(share * 100)} %`],
        ["per append, 32k", ({ perAppend }) => show(perAppend)],
        ["heap, 32k, MB", ({ heap }) => show(heap)],
        ["DOM nodes, 32k", ({ nodes }) => show(nodes)],
      ],
    }),
    ...single(
      medians,
      "markdown: changes of the page, 2k",
      "What happens to the page while 2k tokens stream in 16-token appends",
      ["nodes added", "nodes removed", "edits of texts", "edits of attributes", "same page as shown at once"],
      (result) => [
        show(result.added),
        show(result.removed),
        show(result.textEdits),
        show(result.attributeEdits),
        show(result.same),
      ],
    ),
    ...(lengthening.length === 0
      ? []
      : [
          {
            title: "One construct of 1 MB in appends of 1 kB: main-thread ms per append",
            head: ["", "renderer", "first tenth", "second", "fifth", "last", "last ÷ first"],
            rows: lengthening,
          },
        ]),
  ];
}

function nodeTables(medians) {
  const parse = medians["parse: speed"]?.rows;
  const line = medians["parse: one long line"]?.rows;
  const reduce = medians["reduce: speed"]?.rows;
  const sizes = medians["sizes: bundles"]?.rows;
  const tables = [];
  if (parse) {
    tables.push({
      title: "Parsers in Node: MB of input per second",
      note:
        "The floor is `TextDecoder`, a search for line ends and `JSON.parse`, written by hand. `readEvents` also decodes the values and " +
        "tells how the answer ended.",
      head: [
        "",
        "chunks",
        "floor",
        "our framing in the same loop",
        "of the floor",
        "floor on a `Response`",
        "`readEvents` on a `Response`",
      ],
      rows: parse.map(({ wire, cut, floor, framing, floorReader, readEvents }) => [
        wire,
        cut,
        show(floor),
        show(framing),
        `${show(framing / floor)}×`,
        show(floorReader),
        show(readEvents),
      ]),
    });
  }
  if (line) {
    tables.push({
      title: "One value of growing length in chunks of 1 kB, in Node",
      head: ["", "1 MB, ms", "4 MB, ms", "exponent"],
      rows: line.map(({ wire, small, large, exponent }) => [wire, show(small), show(large), show(exponent)]),
    });
  }
  if (reduce) {
    tables.push({
      title: "Text deltas into a message, one by one, in Node",
      head: ["", "8k, µs per event", "32k, µs per event", "exponent of the whole"],
      rows: reduce.map(({ small, large, exponent }) => ["`reduceMessage`", show(small), show(large), show(exponent)]),
    });
  }
  if (sizes) {
    tables.push({
      title: "Bundles: kB, React apart, chunks loaded on demand apart",
      head: ["", "what", "minified", "gzip", "brotli"],
      rows: sizes.map(({ level, name, minified, gzip, brotli }) => [
        level,
        name,
        ...[minified, gzip, brotli].map((bytes) => (bytes / 1000).toFixed(1)),
      ]),
    });
  }
  return tables;
}

export function tables(medians) {
  return [...chatTables(medians), ...markdownTables(medians), ...nodeTables(medians)];
}
