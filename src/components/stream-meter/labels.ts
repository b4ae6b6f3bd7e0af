/** Texts of `<StreamMeter>`. */
export interface StreamMeterLabels {
  /** Over the time until the first content. */
  readonly firstToken: string;
  /** After the tokens per second. */
  readonly rate: string;
  /** Over the time from the question to the end, or until now. */
  readonly total: string;
  /** After the number of tokens. */
  readonly tokens: string;
  /** Over the gaps between chunks. */
  readonly gaps: string;
  /** Name of a gap of more than two seconds. `{duration}` is replaced. */
  readonly stall: string;
  /** All of it in one sentence, for those who do not see it. `{firstToken}`, `{rate}`, `{total}` and `{gap}` are replaced. */
  readonly summary: string;
}

/** English. */
export const defaultStreamMeterLabels: StreamMeterLabels = {
  firstToken: "First token",
  rate: "tokens/s",
  total: "Total",
  tokens: "tokens",
  gaps: "Gaps between chunks",
  stall: "no data for {duration}",
  summary: "First token after {firstToken}, {rate} tokens per second, {total} in all, longest gap {gap}.",
};
