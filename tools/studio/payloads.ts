/** Ways in which a text may try to become a script, each calling the trap with its number. */
import { trapName } from "./tab.js";

/** What runs if it runs at all. `{}` is the number. */
const calls = [
  `${trapName}({})`,
  `window.${trapName}({})`,
  `top["${trapName}"]({})`,
  `(0,${trapName})({})`,
  `alert({})`,
];

/** Where a text may end up; `{}` is the call. */
const frames = [
  "<script>{}</script>",
  "<ScRiPt >{}</sCrIpT>",
  "<script\n>{}</script\n>",
  "<script/x>{}</script>",
  "<scr<script>ipt>{}</scr</script>ipt>",
  "<svg><script>{}</script></svg>",
  '<img src=x onerror="{}">',
  "<img/src/onerror={}>",
  "<img src=x onerror\n=\n'{}'>",
  '<IMG """><img src=x onerror={}>">',
  '<svg onload="{}">',
  "<svg/onload={}>",
  '<svg><animate onbegin="{}" attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:{}"><text>x</text></a></svg>',
  '<svg><foreignObject><body onload="{}"/></foreignObject></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload={}/>#x"/></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={}&gt;">',
  '<math href="javascript:{}">x</math>',
  '<body onload="{}">',
  '<input autofocus onfocus="{}">',
  '<select autofocus onfocus="{}">',
  '<details open ontoggle="{}">',
  '<video><source onerror="{}"></video>',
  '<audio src=x onerror="{}">',
  '<iframe src="javascript:{}"></iframe>',
  '<iframe srcdoc="<script>parent.{}</script>"></iframe>',
  '<object data="javascript:{}"></object>',
  '<embed src="javascript:{}">',
  '<form action="javascript:{}"><button autofocus>x</button></form>',
  '<button formaction="javascript:{}">x</button>',
  '<a href="javascript:{}" autofocus>x</a>',
  '<a href="JaVaScRiPt:{}">x</a>',
  '<a href="java\tscript:{}">x</a>',
  '<a href=" &#106;avascript:{}">x</a>',
  '<a href="data:text/html,<script>{}</script>">x</a>',
  '<meta http-equiv=refresh content="0;url=javascript:{}">',
  '<base href="javascript:{}//">',
  '<link rel=stylesheet href="javascript:{}">',
  '<style>@import "javascript:{}";</style>',
  '<style onload="{}"></style>',
  "<div style=\"background:url('javascript:{}')\">x</div>",
  '<div style="animation:x 1s" onanimationstart="{}">x</div>',
  '<marquee onstart="{}">x</marquee>',
  '<template shadowrootmode=open><img src=x onerror="{}"></template>',
  '<noscript><p title="</noscript><img src=x onerror={}>">',
  '<textarea></textarea><img src=x onerror="{}">',
  '<title></title><img src=x onerror="{}">',
  "</title><script>{}</script>",
  "</style><script>{}</script>",
  "</script><script>{}</script>",
  "</textarea><script>{}</script>",
  "--><script>{}</script>",
  "]]><script>{}</script>",
  '"><script>{}</script>',
  "'><img src=x onerror={}>",
  '" onmouseover="{}" autofocus onfocus="{}" x="',
  "' onfocus='{}' autofocus tabindex=1 x='",
  "` onerror={} `",
  "';{};//",
  '";{};//',
  "`;{};//",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what an attacker would write
  "${{}}",
  "{{constructor.constructor('{}')()}}",
  "[].constructor.constructor('{}')()",
  "javascript:{}",
  "javascript://%0a{}",
  "data:text/html;base64,PHNjcmlwdD57fTwvc2NyaXB0Pg==",
  "vbscript:{}",
  "![x](javascript:{})",
  '[x](javascript:{} "y")',
  "[x]: javascript:{}",
  '![x"onerror="{}](x)',
  "<javascript:{}>",
  "\\u003cscript\\u003e{}\\u003c/script\\u003e",
  "&lt;script&gt;{}&lt;/script&gt;",
  "&#60;script&#62;{}&#60;/script&#62;",
  "%3Cscript%3E{}%3C/script%3E",
  "\u2028<script>{}</script>",
  "\ufeff<script>{}</script>",
  "<\u0000script>{}</script>",
  "$\\href{javascript:{}}{x}$",
  '$\\htmlClass{x" onmouseover="{}}{x}$',
  "$$\\unicode{<img src=x onerror={}>}$$",
];

/** Changes that leave a payload alive and may slip through a filter. */
const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase().replaceAll(trapName.toUpperCase(), trapName).replaceAll("ALERT(", "alert("),
  (text) => `x${text}`,
  (text) => `${text}${text}`,
  (text) => text.replaceAll("<", "<\t").replaceAll("<\t/", "</"),
  (text) => text.replaceAll(" ", "/"),
  (text) => text.replaceAll(" ", "\n"),
  (text) => text.replaceAll("=", " = "),
  (text) => `<!--${text}-->${text}`,
  (text) => `<x y="${text}">`,
  (text) => `\u202e${text}`,
  (text) => `<div>${text}`,
];

/** The payloads in a fixed order: any first part of them has all frames before the first disguise comes again. */
export function payloads(count: number): readonly string[] {
  const all: string[] = [];
  for (let index = 0; all.length < count; index++) {
    const frame = frames[index % frames.length]!;
    const round = Math.floor(index / frames.length);
    const call = calls[(index + round) % calls.length]!;
    const disguise = disguises[round % disguises.length]!;
    all.push(disguise(frame.replaceAll("{}", call.replace("{}", String(index)))));
  }
  return all;
}
