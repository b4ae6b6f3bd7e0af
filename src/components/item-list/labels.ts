/** Every text that {@link ItemList} shows or speaks, besides those of errors and silence. Also in `Labels.items`. */
export interface ItemListLabels {
  /** Name of the list, spoken. */
  readonly list: string;
  /** How many items came. `{count}` is replaced here and below. */
  readonly count: string;
  /** How many of them the limit dropped. */
  readonly dropped: string;
  /** Over the lines that could not be read, folded. */
  readonly badLines: string;
  /** After those that are shown, when there were more. */
  readonly badLinesKept: string;
  /** Before the reason of such a line. `{line}` is replaced by its number. */
  readonly badLine: string;
  /** On the button that lets the list stand still while the stream goes on. */
  readonly pause: string;
  /** On the button that lets it go on. */
  readonly resume: string;
  /** How many items came since it stands still. */
  readonly arrived: string;
  /** There are no items. */
  readonly empty: string;
  /** The request is out, and nothing has come. */
  readonly waiting: string;
  /** Items arrive. */
  readonly receiving: string;
  /** All have arrived. */
  readonly complete: string;
  /** The stream was stopped. */
  readonly stopped: string;
  /** The stream failed. */
  readonly failed: string;
  /** Over the numbers of the items. */
  readonly number: string;
  /** Over items that have no keys. */
  readonly value: string;
  /** Over what has no column of its own. */
  readonly more: string;
}

/** English. */
export const defaultItemListLabels: ItemListLabels = {
  list: "Items",
  count: "Items: {count}",
  dropped: "dropped: {count}",
  badLines: "Lines that could not be read: {count}",
  badLinesKept: "Only the first {count} are kept.",
  badLine: "Line {line}:",
  pause: "Pause",
  resume: "Resume",
  arrived: "{count} new",
  empty: "No items",
  waiting: "Waiting",
  receiving: "Receiving",
  complete: "Complete",
  stopped: "Stopped",
  failed: "Failed",
  number: "#",
  value: "value",
  more: "more",
};
