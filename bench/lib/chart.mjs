/** The chart of the readme: main-thread time of one long answer at 1,000 tokens/s, the view kept at the end. */

const labels = {
  headwater: "Headwater",
  "floor-blocks": "text nodes only: no Markdown, no React",
  "streaming-markdown": "streaming-markdown, no React",
  "aisdk-streamdown-t50": "AI SDK + Streamdown, throttled to 20 fps",
  "aisdk-streamdown": "AI SDK + Streamdown",
  "assistant-ui": "assistant-ui",
  "antd-x": "Ant Design X",
};

const width = 760;
const left = 300;
const right = 90;
const rowHeight = 30;
const top = 56;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** An SVG that follows light and dark by itself, and says in words what it shows. */
export function drawChart(medians) {
  const found = medians["chat: 32k at 1000, follow"] ?? {};
  const rows = Object.entries(labels)
    .filter(([name]) => found[name]?.complete)
    .map(([name, label]) => ({ name, label, ms: found[name].task }))
    .toSorted((a, b) => a.ms - b.ms);
  // They painted fewer frames than they would have, and look cheaper than they are.
  const isDisturbed = rows.some(({ name }) => found[name].waited > found[name].wall * 0.1);
  const note = `Processor seconds, the view kept at the end; less is better.${isDisturbed ? " Measured on a busy machine." : ""}`;
  const most = Math.max(1, ...rows.map(({ ms }) => ms));
  const height = top + rows.length * rowHeight + 12;
  const title =
    "Processor time of the main thread while one answer of 32,000 tokens arrives at 1,000 tokens per second";
  const description = `${rows.map(({ label, ms }) => `${label}: ${seconds(ms)}`).join("; ")}. Less is better.`;
  const bars = rows.map(({ name, label, ms }, at) => {
    const y = top + at * rowHeight;
    const length = Math.max(2, Math.round((ms / most) * (width - left - right)));
    const kind =
      name === "headwater" ? "own" : name in { "floor-blocks": 1, "streaming-markdown": 1 } ? "floor" : "peer";
    return [
      `<text class="${kind === "own" ? "strong" : "label"}" x="${left - 10}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>`,
      `<rect class="${kind}" x="${left}" y="${y}" width="${length}" height="20" rx="3"/>`,
      `<text class="${kind === "own" ? "strong" : "label"}" x="${left + length + 8}" y="${y + 15}">${seconds(ms)}</text>`,
    ].join("\n  ");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
  <title id="title">${title}</title>
  <desc id="description">${escaped(description)}</desc>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #1f2933; }
    .strong { font-weight: 600; }
    .note { fill: #52606d; font-size: 12px; }
    .own { fill: #0b7fab; }
    .floor { fill: #9aa5b1; }
    .peer { fill: #c05621; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e4e7eb; }
      .note { fill: #9aa5b1; }
      .own { fill: #38bdf8; }
      .floor { fill: #7b8794; }
      .peer { fill: #ed8936; }
    }
  </style>
  <text class="strong" x="0" y="16">Main thread, one answer of 32,000 tokens at 1,000 tokens/s</text>
  <text class="note" x="0" y="36">${note}</text>
  ${bars.join("\n  ")}
</svg>
`;
}
