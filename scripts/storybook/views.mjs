/** What screenshots are taken of: name of the view → id of its story. */
export const views = {
  empty: "kit-messagelist--with-suggestions",
  markdown: "kit-markdown--every-element",
  conversation: "kit-chatpanel--long-conversation",
  tools: "kit-toolcall--two-steps",
  stages: "kit-stagetimeline--every-state",
  sources: "kit-graphanswer--writer-graph",
  waiting: "kit-chatpanel--queue-waiting",
  failed: "kit-chatpanel--error-in-the-middle",
  items: "kit-itemlist--done",
};

export const themes = ["light", "dark"];
export const dirs = ["ltr", "rtl"];
/** Widths of the page, in px. */
export const widths = [375, 1280];
