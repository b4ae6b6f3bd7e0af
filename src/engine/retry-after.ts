const longest = 31 * 24 * 60 * 60 * 1000;

/**
 * How long the server asks to wait, in ms, from `retry-after-ms` or `retry-after` (seconds or an HTTP date). Past dates give
 * 0, absurd values are cut to 31 days. Source: RFC 9110 section 10.2.3; `retry-after-ms` is OpenAI's.
 */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const exact = headers.get("retry-after-ms") ?? "";
  const plain = headers.get("retry-after") ?? "";
  const candidates = [Number.parseFloat(exact), Number.parseFloat(plain) * 1000, Date.parse(plain) - now];
  const wait = candidates.find((value) => !Number.isNaN(value));
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), longest);
}
