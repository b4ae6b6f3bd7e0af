/** How far one of the three colours of a pixel, from 0 to 255, may be off before it counts. */
const tolerance = 32;

/**
 * Compares two pictures, within a page of a browser: it reads and writes PNG.
 *
 * @param page any page
 * @returns `ratio` of pixels that differ, from 0 to 1; `picture` (PNG) shows them in red, if there are any
 */
export async function compare(page, before, after) {
  const [ratio, url] = await page.evaluate(
    async ([tolerance, ...sources]) => {
      // What runs in the page takes nothing from here.
      // oxlint-disable-next-line unicorn/consistent-function-scoping
      const read = async (source) => {
        const picture = new Image();
        picture.src = `data:image/png;base64,${source}`;
        await picture.decode();
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext("2d");
        context.drawImage(picture, 0, 0);
        return context.getImageData(0, 0, picture.width, picture.height);
      };
      const [a, b] = await Promise.all(sources.map(read));
      const width = Math.max(a.width, b.width);
      const height = Math.max(a.height, b.height);
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      const shown = context.createImageData(width, height);
      let count = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const inBoth = x < Math.min(a.width, b.width) && y < Math.min(a.height, b.height);
          const [one, other] = [(y * a.width + x) * 4, (y * b.width + x) * 4];
          const off = (channel) => Math.abs(a.data[one + channel] - b.data[other + channel]);
          const differs = !inBoth || Math.max(off(0), off(1), off(2)) > tolerance;
          if (differs) count++;
          // What is the same stands there pale, to find one's way.
          const paint = differs ? [255, 0, 0] : [0, 1, 2].map((channel) => 192 + b.data[other + channel] / 4);
          shown.data.set([...paint, 255], (y * width + x) * 4);
        }
      }
      context.putImageData(shown, 0, 0);
      return [count / (width * height), count === 0 ? "" : canvas.toDataURL("image/png")];
    },
    [tolerance, before.toString("base64"), after.toString("base64")],
  );
  return { ratio, picture: Buffer.from(url.split(",")[1] ?? "", "base64") };
}
