export function median(values) {
  const sorted = values.filter((value) => value !== undefined && !Number.isNaN(value)).toSorted((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The power of the size with which a cost grows between two sizes: 1 is linear, 2 is quadratic. */
export function exponent(smallSize, smallCost, largeSize, largeCost) {
  return Math.log(largeCost / smallCost) / Math.log(largeSize / smallSize);
}

/** Medians of each number in results of the same shape; of flags: whether all are set. */
export function medianResult(results) {
  const names = new Set(results.flatMap((result) => Object.keys(result)));
  return Object.fromEntries(
    Array.from(names, (name) => {
      const values = results.map((result) => result[name]);
      // What went wrong in one of them is worth knowing.
      if (values.some((value) => typeof value === "string")) return [name, values.find((value) => value !== undefined)];
      if (values.some((value) => typeof value === "boolean")) return [name, values.every(Boolean)];
      if (values.some((value) => Array.isArray(value))) {
        const length = Math.min(...values.map((value) => value?.length ?? 0));
        return [name, Array.from({ length }, (_, at) => median(values.map((value) => value[at])))];
      }
      return [name, median(values)];
    }),
  );
}
