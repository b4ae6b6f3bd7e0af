/** A wait between two chunks of a reply. */
export interface Gap {
  /** When it ended, ms since the epoch. */
  readonly at: number;
  /** How long it was, in ms. */
  readonly ms: number;
}

/** How the chunks of a reply arrived on this device. Grows while the reply does: look again instead of keeping what it told. */
export interface Arrivals {
  /** Characters of all deltas so far: text, reasoning, arguments of tools, stages. */
  readonly characters: number;
  /** When the newest chunk came, ms since the epoch; absent before the first. Comments that keep a connection alive are no chunks. */
  readonly lastAt?: number | undefined;
  /** In order, at most 128; of a longer reply the longest in each of as many stretches. */
  readonly gaps: readonly Gap[];
}
