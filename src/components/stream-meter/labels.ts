/** Texts of `<StreamMeter>`. */
export interface StreamMeterLabels {
  /** Over the time until the first content. */
  readonly firstToken: string;
  /** Over the tokens per second. */
  readonly rate: string;
  /** Over the time from the question to the end, or until now. */
  readonly total: string;
  /** Over the number of tokens. */
  readonly tokens: string;
  /** A number that is estimated. `{number}` is replaced. */
  readonly estimate: string;
  /** A number that is not known. */
  readonly unknown: string;
  /** Name of a gap of more than two seconds. `{duration}` is replaced. */
  readonly stall: string;
  /** The picture of the gaps in one sentence, for those who do not see it. `{gap}` is the longest, `{count}` how many are stalls. */
  readonly summary: string;
}

/** English. */
export const defaultStreamMeterLabels: StreamMeterLabels = {
  firstToken: "First token",
  rate: "Tokens/s",
  total: "Total",
  tokens: "Tokens",
  estimate: "≈ {number}",
  unknown: "–",
  stall: "no data for {duration}",
  summary: "Longest gap between chunks {gap}, {count} of more than 2 seconds",
};
