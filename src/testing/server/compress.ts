import { once } from "node:events";
import { promisify } from "node:util";
import { constants, createGzip, gzip } from "node:zlib";
import { joinBytes } from "../faults/bytes.js";

/** Each frame compressed and flushed, so that a reader can unpack it before the next comes. Joined, they are one gzip body. */
export async function compressFrames(frames: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const stream = createGzip();
  let output: Uint8Array[] = [];
  stream.on("data", (bytes: Uint8Array) => output.push(bytes));
  const taken = () => {
    const bytes = joinBytes(output);
    output = [];
    return bytes;
  };
  const compressed: Uint8Array[] = [];
  for (const frame of frames) {
    stream.write(frame);
    await new Promise<void>((resolve) => stream.flush(constants.Z_SYNC_FLUSH, resolve));
    compressed.push(taken());
  }
  stream.end();
  await once(stream, "end");
  return [...compressed, taken()];
}

/** All frames compressed as one. */
export async function compressBlock(frames: readonly Uint8Array[]): Promise<Uint8Array[]> {
  return [await promisify(gzip)(joinBytes(frames))];
}
