/** The page's own style: light and dark, narrow and wide, screen and paper. */
export const style = `
:root{color-scheme:light dark;--paper:#fdfdfc;--ink:#1c2430;--quiet:#5a6675;--rule:#d7dce2;--panel:#f3f5f7;--fan:#2a6f97;--median:#0b3c5d;--single:#8a5a00;--good:#1c6b3c;--bad:#a3231c;--warn:#8a5a00}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6e9ed;--quiet:#a3afbd;--rule:#37414d;--panel:#1e252d;--fan:#5aa9d6;--median:#cfe8f7;--single:#e0b060;--good:#72d29b;--bad:#ff9a91;--warn:#f0c36d}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:52rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--rule)}
h3{font-size:1.05rem;margin:0 0 .15rem}
p{margin:.4rem 0}
.quiet,caption,figcaption,dt{color:var(--quiet)}
.note{background:var(--panel);border-left:4px solid var(--fan);padding:.5rem .8rem;margin:1rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
caption{text-align:left;padding:.25rem 0}
th,td{padding:.3rem .5rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
th{font-weight:600}
.value{max-width:14rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.name{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem;overflow-wrap:anywhere}
th.name{white-space:nowrap}
.sure,.good,.bad{white-space:nowrap}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem}
pre{background:var(--panel);padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0}
.good{color:var(--good);font-weight:600}.bad{color:var(--bad);font-weight:600}.warn{color:var(--warn);font-weight:600}
figure{margin:1.75rem 0 2rem;break-inside:avoid}
svg{display:block;width:100%;height:auto}
svg.narrow{display:none}
svg text{font-size:12px;fill:var(--quiet)}
svg .end{fill:var(--ink)}svg .strong{font-weight:700}
svg .tick line{stroke:var(--rule)}svg .x line{stroke:var(--quiet)}
svg .outer{fill:var(--fan);fill-opacity:.16}svg .inner{fill:var(--fan);fill-opacity:.34}
svg .edge{fill:none;stroke:var(--fan);stroke-width:1;stroke-dasharray:4 3}
svg .median{fill:none;stroke:var(--median);stroke-width:2.5}
svg .single{fill:none;stroke:var(--single);stroke-width:.8;stroke-opacity:.75}
svg .cursor{stroke:var(--ink);stroke-width:1}
svg.sparkline{width:96px;height:22px}svg.sparkline path{fill:none;stroke:var(--median);stroke-width:1.5}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.8125rem;color:var(--quiet);margin:.25rem 0;padding:0;list-style:none}
.legend svg{display:inline-block;width:28px;height:12px;vertical-align:-1px;margin-right:.35rem}
.probe{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem;font-size:.875rem;margin:.4rem 0}
.probe input{flex:1 1 12rem;min-width:8rem;accent-color:var(--fan)}
.probe output{flex:1 1 100%;min-height:1.5em;font-variant-numeric:tabular-nums}
summary{cursor:pointer;font-size:.875rem;color:var(--quiet)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0;font-size:.875rem}
dd{margin:0;overflow-wrap:anywhere}
button{font:inherit;font-size:.875rem;padding:.3rem .8rem;border:1px solid var(--quiet);border-radius:4px;background:var(--panel);color:var(--ink);cursor:pointer;margin:.15rem .4rem .15rem 0}
:focus-visible{outline:3px solid var(--fan);outline-offset:2px}
[hidden]{display:none!important}
@media (max-width:640px){th.name{white-space:normal}body{padding-top:1rem}h1{font-size:1.4rem}svg.wide{display:none}svg.narrow{display:block}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}th,td{padding:.3rem .35rem}.wrap-cards thead{display:none}.wrap-cards,.wrap-cards caption,.wrap-cards tbody,.wrap-cards tr,.wrap-cards td,.wrap-cards th{display:block;border:0;padding:.05rem 0}.wrap-cards tr{border-bottom:1px solid var(--rule);padding:.5rem 0}.wrap-cards .number{display:inline-block;text-align:left;margin-right:.9rem}.wrap-cards td[data-label]::before{content:attr(data-label) ": ";color:var(--quiet)}}
@media print{:root{--paper:#fff;--ink:#000;--quiet:#444;--rule:#bbb;--panel:#f4f4f4;--fan:#2a6f97;--median:#0b3c5d;--single:#8a5a00;--good:#1c6b3c;--bad:#a3231c;--warn:#8a5a00}body{max-width:none;padding:0;font-size:11pt}.probe,.downloads{display:none}svg.wide{display:block}svg.narrow{display:none}h2{break-after:avoid}tr{break-inside:avoid}svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
