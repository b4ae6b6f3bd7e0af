import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleAsync } from "lightningcss";

const read = (file) => readFileSync(file, "utf8");

const whole = "src/components/styles.css";
/** What the whole imports is there as a sheet of its own too. */
const pieces = Array.from(read(whole).matchAll(/^@import "(.+)";$/gm), ([, file]) =>
  path.posix.join("src/components", file),
);
const themes = readdirSync("src/themes").filter((file) => file.endsWith(".css"));
const sheets = [
  [whole, "styles.css"],
  ...pieces.map((file) => [file, `styles/${path.posix.basename(file)}`]),
  ...themes.map((file) => [`src/themes/${file}`, `themes/${file}`]),
];

/** For pages whose own reset is in no layer: there it would win over every layer. */
const readWithoutLayer = (file) => read(file).replace(/^@layer headwater \{$([^]*?)^\}$/gm, "$1");

// The browsers the kit is made for: nothing of it needs to be rewritten for older ones.
const targets = { chrome: 123 << 16, safari: (17 << 16) | (5 << 8), firefox: 120 << 16 };

async function write(source, target, resolver) {
  // Throws, and so fails the build, when the file or one that it imports is missing.
  const { code, warnings } = await bundleAsync({ filename: source, minify: true, targets, resolver });
  for (const { message, loc } of warnings) {
    console.error(`${loc?.filename ?? source}:${loc?.line ?? 0}: ${message}`);
    process.exitCode = 1;
  }
  // Values of variables keep their spaces.
  writeFileSync(target, code.toString().replaceAll(", ", ","));
}

const variants = [
  { folder: "dist", resolver: { read } },
  { folder: "dist/unlayered", resolver: { read: readWithoutLayer } },
];
for (const { folder, resolver } of variants) {
  for (const kind of ["styles", "themes"]) mkdirSync(`${folder}/${kind}`, { recursive: true });
  for (const [source, target] of sheets) await write(source, `${folder}/${target}`, resolver);
}
