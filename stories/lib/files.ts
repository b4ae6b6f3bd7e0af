import type { UploadFile } from "../../src/index.js";

/** A picture with something to see. */
export async function picture(name: string, hue: number): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 96;
  const context = canvas.getContext("2d")!;
  const sky = context.createLinearGradient(0, 0, 0, 96);
  sky.addColorStop(0, `hsl(${hue} 60% 70%)`);
  sky.addColorStop(1, `hsl(${hue + 60} 70% 85%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, 96, 96);
  context.fillStyle = `hsl(${hue + 120} 35% 40%)`;
  context.beginPath();
  context.moveTo(0, 96);
  context.lineTo(36, 40);
  context.lineTo(56, 70);
  context.lineTo(72, 52);
  context.lineTo(96, 96);
  context.fill();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return new File([blob!], name, { type: "image/png" });
}

/** A document of so many bytes. */
export function pdf(name: string, size: number): File {
  return new File([new Uint8Array(size)], name, { type: "application/pdf" });
}

/** An upload that comes so far and no further. */
export function stuckAt(progress: number): UploadFile {
  return (_file, { onProgress }) =>
    new Promise(() => {
      onProgress(progress);
    });
}

/** A server that takes the second attempt. */
export function failingOnce(): UploadFile {
  let attempts = 0;
  return () => (attempts++ === 0 ? Promise.reject(new Error("503")) : Promise.resolve({ fileId: `file-${attempts}` }));
}
