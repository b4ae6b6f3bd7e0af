/** Deep enough to break a recursive reader, small enough to be quick. */
const deep = 20_000;

const hostileValues: readonly string[] = [
  "null",
  "true",
  "-1",
  "1e308",
  "999999999999",
  '""',
  "[]",
  "{}",
  "[null]",
  '{"toString":1,"length":-1}',
  '"\\ud800"',
  JSON.stringify("<img src=x onerror=alert(1)>"),
  JSON.stringify("x".repeat(50_000)),
  `${"[".repeat(deep)}${"]".repeat(deep)}`,
];

const hostileKeys: readonly string[] = ["__proto__", "constructor", "prototype", "toString", "then"];

type Random = () => number;

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[below(random, values.length)]!;
}

/** Replaces one match of `pattern`, chosen at random. */
function replaceOne(text: string, pattern: RegExp, random: Random, replacement: string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { index, 0: found } = pick(random, matches);
  return text.slice(0, index) + replacement + text.slice(index + found.length);
}

function framesOf(text: string): { frames: string[]; separator: string } {
  const separator = text.includes("\n\n") ? "\n\n" : "\n";
  return { frames: text.split(separator), separator };
}

type Mutate = (text: string, random: Random) => string;

const mutations: readonly Mutate[] = [
  // Values and keys of JSON, wherever they stand.
  (text, random) =>
    replaceOne(
      text,
      /(?<=":\s*)(?:"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null)/g,
      random,
      pick(random, hostileValues),
    ),
  (text, random) => replaceOne(text, /"\w+"(?=\s*:)/g, random, JSON.stringify(pick(random, hostileKeys))),
  // Half a value.
  (text, random) => {
    const { frames, separator } = framesOf(text);
    const index = below(random, frames.length);
    frames[index] = frames[index]!.slice(0, below(random, frames[index]!.length + 1));
    return frames.join(separator);
  },
  // Frames in another order, lost, twice.
  (text, random) => {
    const { frames, separator } = framesOf(text);
    const [taken] = frames.splice(below(random, frames.length), 1);
    const copies = below(random, 3);
    for (let copy = 0; copy < copies; copy++) frames.splice(below(random, frames.length + 1), 0, taken!);
    return frames.join(separator);
  },
  // The end of the reply, anywhere.
  (text, random) => text.slice(0, below(random, text.length + 1)),
];

/** Flips, drops or repeats a few bytes. */
function mutateBytes(body: Uint8Array, random: Random): Uint8Array {
  if (body.length === 0) return body;
  const bytes = [...body];
  const place = below(random, bytes.length);
  const length = 1 + below(random, 8);
  const act = below(random, 3);
  if (act === 0) bytes[place]! ^= 1 << below(random, 8);
  else if (act === 1) bytes.splice(place, length);
  else bytes.splice(place, 0, ...bytes.slice(place, place + length));
  return Uint8Array.from(bytes);
}

/**
 * A recorded body with something wrong in it: bytes flipped, dropped or repeated, frames lost, doubled or in another order,
 * half a value, values of another type, huge, or nested very deep, hostile keys such as `__proto__`.
 *
 * @param random numbers from 0 up to 1; the same numbers give the same body, see `createRandom`
 */
export function mutateBody(body: Uint8Array, random: Random): Uint8Array {
  if (random() < 0.25) return mutateBytes(body, random);
  let text = new TextDecoder().decode(body);
  for (let left = 1 + below(random, 3); left > 0; left--) text = pick(random, mutations)(text, random);
  return new TextEncoder().encode(text);
}
