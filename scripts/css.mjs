import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { bundle } from "lightningcss";

const themes = readdirSync("src/themes").filter((file) => file.endsWith(".css"));
const sheets = [
  ["src/components/styles.css", "dist/styles.css"],
  ...themes.map((file) => [`src/themes/${file}`, `dist/themes/${file}`]),
];

// The browsers the kit is made for: nothing of it needs to be rewritten for older ones.
const targets = { chrome: 123 << 16, safari: (17 << 16) | (5 << 8), firefox: 120 << 16 };

mkdirSync("dist/themes", { recursive: true });
for (const [source, target] of sheets) {
  // Throws, and so fails the build, when the file or one that it imports is missing.
  const { code, warnings } = bundle({ filename: source, minify: true, targets });
  for (const { message, loc } of warnings) {
    console.error(`${loc?.filename ?? source}:${loc?.line ?? 0}: ${message}`);
    process.exitCode = 1;
  }
  writeFileSync(target, code);
}
