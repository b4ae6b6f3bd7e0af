import { createRandom } from "./random.js";

/** Cuts bytes into chunks of `size` bytes, the last one shorter. */
export function cutEvery(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
  return chunks;
}

/** Cuts bytes at the given offsets (ascending, in bytes). */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  return [0, ...offsets].map((start, index) => bytes.subarray(start, offsets[index] ?? bytes.length));
}

/** Every way to cut bytes in two: one pair per offset. */
export function twoWayCuts(bytes: Uint8Array): Uint8Array[][] {
  return Array.from({ length: Math.max(bytes.length - 1, 0) }, (_, index) => cutAt(bytes, [index + 1]));
}

/** Cuts bytes at random places, the same for the same seed: chunks of 1 to `longest` bytes. */
export function cutRandomly(bytes: Uint8Array, seed: number, longest: number = 200): Uint8Array[] {
  const random = createRandom(seed);
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const size = 1 + Math.floor(random() * longest);
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  return chunks;
}
