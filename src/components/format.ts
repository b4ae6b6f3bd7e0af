import { useLabels, type CountLabel, type Labels } from "./labels.js";

/** Writes numbers and times in the language of the labels. */
export interface Format {
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A share from 0 to 1. */
  readonly percent: (share: number) => string;
  /** A span of time in ms: whole seconds, below 10 s in tenths if `isExact`; above, minutes and hours. */
  readonly duration: (ms: number, isExact?: boolean) => string;
  /** A label whose form depends on a number, which takes the place of `{count}`. */
  readonly count: (label: CountLabel, count: number) => string;
  /** Time of day of ms since the epoch, with the date if that is not today. */
  readonly time: (at: number) => string;
}

/** Puts values in the place of `{name}`. */
export function fill(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}

function createFormat({ locale, seconds, minutes, hours }: Labels): Format {
  // The first one of a page takes 20 ms, and a conversation may need none.
  let plain: Intl.NumberFormat | undefined;
  const number = (value: number, options?: Intl.NumberFormatOptions) =>
    (options ? new Intl.NumberFormat(locale, options) : (plain ??= new Intl.NumberFormat(locale))).format(value);
  return {
    number,
    percent: (share) => number(share, { style: "percent" }),
    duration(ms, isExact = false) {
      const all = Math.max(ms, 0) / 1000;
      if (isExact && all < 9.95) {
        return fill(seconds, { seconds: number(all, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });
      }
      const whole = Math.round(all);
      const form = whole < 60 ? seconds : whole < 3600 ? minutes : hours;
      return fill(form, {
        seconds: number(whole % 60),
        minutes: number(Math.floor(whole / 60) % 60),
        hours: number(Math.floor(whole / 3600)),
      });
    },
    count(label, count) {
      const form =
        typeof label === "string" ? label : (label[new Intl.PluralRules(locale).select(count)] ?? label.other);
      return fill(form, { count: number(count) });
    },
    time(at) {
      const isToday = new Date(at).toDateString() === new Date().toDateString();
      return new Intl.DateTimeFormat(locale, {
        timeStyle: "short",
        ...(isToday ? undefined : { dateStyle: "medium" }),
      }).format(at);
    },
  };
}

/** Making one takes longer than using it. */
const known = new WeakMap<Labels, Format>();

/** The format of the labels in force. */
export function useFormat(): Format {
  const labels = useLabels();
  const format = known.get(labels) ?? createFormat(labels);
  known.set(labels, format);
  return format;
}
