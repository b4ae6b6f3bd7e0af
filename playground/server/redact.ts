/** Keys shorter than this are placeholders (`none`, `ollama`): hiding them would only damage the text. */
const shortestSecret = 8;
const mask = Buffer.from("***");

/** Takes a secret out of bytes that pass by. */
export interface Redactor {
  /** The bytes that can be passed on. Held back: an end that may be the beginning of the secret. */
  push: (bytes: Uint8Array) => Uint8Array;
  /** What was held back at the end. */
  end: () => Uint8Array;
  /** A whole text without the secret. */
  text: (text: string) => string;
}

/** Makes a {@link Redactor} for one stream. */
export function createRedactor(secret: string): Redactor {
  if (secret.length < shortestSecret)
    return { push: (bytes) => bytes, end: () => new Uint8Array(), text: (text) => text };
  const needle = Buffer.from(secret);
  let held = Buffer.alloc(0);
  return {
    push(bytes) {
      let rest = Buffer.concat([held, bytes]);
      const safe: Uint8Array[] = [];
      for (let found = rest.indexOf(needle); found >= 0; found = rest.indexOf(needle)) {
        safe.push(rest.subarray(0, found), mask);
        rest = rest.subarray(found + needle.length);
      }
      let keep = Math.min(rest.length, needle.length - 1);
      while (keep > 0 && !rest.subarray(rest.length - keep).equals(needle.subarray(0, keep))) keep--;
      held = rest.subarray(rest.length - keep);
      safe.push(rest.subarray(0, rest.length - keep));
      return Buffer.concat(safe);
    },
    end: () => held,
    text: (text) => text.replaceAll(secret, mask.toString()),
  };
}
