/** What screenshots are taken of: name of the view → id of its story. */
export const views = {
  empty: "kit-messagelist--with-suggestions",
  markdown: "kit-markdown--in-a-panel",
  attempts: "kit-chatpanel--several-attempts",
  tools: "kit-chatpanel--with-tool-calls",
  stages: "kit-stagetimeline--every-state",
  sources: "kit-graphanswer--writer-graph",
  waiting: "kit-chatpanel--queue-waiting",
  items: "kit-itemlist--done",
};

export const themes = ["light", "dark"];
export const dirs = ["ltr", "rtl"];
/** Widths of the page, in px. */
export const widths = [375, 1280];
