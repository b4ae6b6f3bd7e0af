/** What Headwater wants to reach, and whether it did. */
import { show } from "./print.mjs";
import { exponent } from "./statistics.mjs";

/** One comparison; unknown when one side was not measured. */
function check(words, value, limit, { least = false, unit = "" } = {}) {
  if (value === undefined || Number.isNaN(value)) return { text: `${words} –` };
  return { text: `${words} ${show(value)}${unit}`, met: least ? value >= limit : value <= limit };
}

const atMost = (words, value, limit, unit) => check(words, value, limit, { unit });
const atLeast = (words, value, limit, unit) => check(words, value, limit, { least: true, unit });

export function checkTargets(medians) {
  const get = (name, contender) => medians[name]?.[contender];
  /** How many times ours the other takes. */
  const times = (name, contender, measure = "task") => {
    const ratio = get(name, contender)?.[measure] / get(name, "headwater")?.[measure];
    return get(name, contender)?.share < 1 ? undefined : ratio;
  };
  const share = (name, contender) => 1 / times(name, contender);
  const own = (name, measure) => get(name, "headwater")?.[measure];
  const perCommit = (name) => own(name, "renders") / own(name, "commits");
  const follow = "chat: 32k at 1000, follow";
  const burst = "chat: 32k burst, follow";
  const rows = medians["sizes: bundles"]?.rows;
  const gzip = (name) => {
    const row = rows?.find((one) => one.name === `headwater: ${name}`);
    return row && row.gzip / 1000;
  };
  const x = "×";
  const targets = [
    [
      "Markdown alone, 32k: ≤ 1.6× floor-blocks, ≤ 1.0× streaming-markdown, Streamdown ≥ 6×",
      atMost("floor", share("markdown: 32k", "floor-blocks"), 1.6, x),
      atMost("streaming-markdown", share("markdown: 32k", "streaming-markdown"), 1, x),
      atLeast("Streamdown", times("markdown: 32k", "streamdown"), 6, x),
    ],
    [
      "growth exponent 8k→32k ≤ 1.0",
      atMost("", exponent(8000, own("markdown: 8k", "task"), 32_000, own("markdown: 32k", "task")), 1),
    ],
    [
      "chat 32k at 1,000/s, following: ≤ 0.75× floor-blocks; AI SDK + Streamdown ≥ 4.5×, assistant-ui ≥ 5.5×, AI SDK at 20 fps ≥ 2×",
      atMost("floor", share(follow, "floor-blocks"), 0.75, x),
      atLeast("AI SDK", times(follow, "aisdk-streamdown"), 4.5, x),
      atLeast("assistant-ui", times(follow, "assistant-ui"), 5.5, x),
      atLeast("20 fps", times(follow, "aisdk-streamdown-t50"), 2, x),
    ],
    [
      "the same, script only: AI SDK + Streamdown ≥ 15×, assistant-ui and Ant Design X ≥ 25×",
      atLeast("AI SDK", times(follow, "aisdk-streamdown", "script"), 15, x),
      atLeast("assistant-ui", times(follow, "assistant-ui", "script"), 25, x),
      atLeast("Ant Design X", times(follow, "antd-x", "script"), 25, x),
    ],
    [
      "burst of 32k: ≤ 1.3× floor-blocks, AI SDK + Streamdown ≥ 10×, no task > 50 ms, lag ≤ 2 frames",
      atMost("floor", share(burst, "floor-blocks"), 1.3, x),
      atLeast("AI SDK", times(burst, "aisdk-streamdown"), 10, x),
      atMost("worst task", own(burst, "worstTask"), 50, " ms"),
      atMost("lag", own(burst, "lag"), 34, " ms"),
    ],
    [
      "1,000 earlier messages: ≤ 1.1× of none, ≤ 1.0× floor-blocks; ≤ 3 renders per commit with none and with 1,000",
      atMost("of none", own("chat: history 1000, follow", "task") / own("chat: history 0, follow", "task"), 1.1, x),
      atMost("floor", share("chat: history 1000, follow", "floor-blocks"), 1, x),
      atMost("renders", perCommit("chat: history 0, React"), 3),
      atMost("and", perCommit("chat: history 1000, React"), 3),
    ],
    [
      "commits ≤ 60 per second at 1,000/s; 10,000 events in one task: ≤ 10 commits",
      atMost(
        "per second",
        own("chat: history 0, React", "commits") / (own("chat: history 0, React", "wall") / 1000),
        60,
      ),
      atMost("one task", own("chat: 10,000 deltas in one task, React", "commits"), 10),
    ],
    ["20 streams: ≤ 1.1× floor-blocks", atMost("", share("chat: 20 streams", "floor-blocks"), 1.1, x)],
    [
      "nodes removed ≤ 2 % of those added; the page ends as it would be shown at once",
      atMost(
        "removed",
        (own("markdown: changes of the page, 2k", "removed") / own("markdown: changes of the page, 2k", "added")) * 100,
        2,
        " %",
      ),
      {
        text: `same ${show(own("markdown: changes of the page, 2k", "same"))}`,
        met: own("markdown: changes of the page, 2k", "same"),
      },
    ],
    [
      "lag at 1,000/s ≤ 17 ms at every length",
      ...["2k", "8k", "32k"].map((size) => atMost(size, own(`chat: ${size} at 1000, follow`, "lag"), 17, " ms")),
    ],
    [
      "8k at 1,000/s: worst gap between frames ≤ 34 ms, no long task",
      atMost("gap", own("chat: frames, 8k at 1000, follow", "worst"), 34, " ms"),
      atMost("long tasks", own("chat: 8k at 1000, follow", "longTasks"), 0),
    ],
    [
      "parsers ≥ 0.8× of the floor in the same loop",
      ...(medians["parse: speed"]?.rows ?? []).map(({ wire, cut, floor, framing }) =>
        atLeast(`${wire}, ${cut}`, framing / floor, 0.8, x),
      ),
    ],
    [
      "gzip: hook with one adapter ≤ 6 kB, chat with Markdown ≤ 20 kB",
      atMost("hook", gzip("useChatStream, openaiChat"), 6, " kB"),
      atMost("chat", gzip("ChatPanel, all it asks for at once"), 20, " kB"),
    ],
    [
      "heap ≤ 8 MB after 32k tokens, ≤ 10 MB with 1,000 messages",
      atMost("32k", own(follow, "heap"), 8, " MB"),
      atMost("1,000", own("chat: history 1000, follow", "heap"), 10, " MB"),
    ],
    ["mount of 1,000 messages ≤ 300 ms", atMost("", own("chat: history 1000, follow", "mount"), 300, " ms")],
  ];
  return targets.map(([target, ...checks], at) => {
    const flags = checks.map(({ met }) => met);
    const isKnown = flags.length > 0 && flags.every((met) => met !== undefined);
    return {
      name: `T${at + 1}`,
      target,
      measured: checks.map(({ text, met }) => (met === false ? `**${text.trim()}**` : text.trim())).join("; ") || "–",
      met: flags.includes(false) ? false : isKnown ? true : undefined,
    };
  });
}
