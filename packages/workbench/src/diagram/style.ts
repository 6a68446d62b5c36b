/** Colours of the reports' light page. The diagram has a ground of its own, so it reads on a dark page as well. */
export const colours = {
  paper: "#fdfdfc",
  ink: "#1c2430",
  quiet: "#5a6675",
  rule: "#d7dce2",
  edge: "#8793a1",
  panel: "#f3f5f7",
  stock: "#e3eef5",
  deep: "#0b3c5d",
  pipe: "#2a6f97",
  state: "#e8f3ec",
  green: "#1c6b3c",
  parameter: "#fbf3e2",
  amber: "#8a5a00",
} as const;

const fonts = `system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif`;

/** Every rule begins with the diagram's own class, so that it touches nothing else on a page. */
export function styleSheet(): string {
  const { paper, ink, quiet, rule, edge, panel, stock, deep, pipe, state, green, parameter, amber } = colours;
  const rules: readonly (readonly [string, string])[] = [
    ["text", `font-family:${fonts};fill:${ink}`],
    ["text.quiet", `fill:${quiet}`],
    [".ground", `fill:${paper};stroke:${rule}`],
    [".frame", `fill:none;stroke:${edge};stroke-width:1.2`],
    [".stock rect", `fill:${stock};stroke:${deep};stroke-width:1.8`],
    [".slats", `fill:none;stroke:${deep};stroke-width:1.2`],
    [".ghost rect", `fill:${paper};stroke:${deep};stroke-width:1.4;stroke-dasharray:5 3`],
    [".state rect", `fill:${state};stroke:${green};stroke-width:1.3`],
    [".cloud path", `fill:${panel};stroke:${pipe};stroke-width:1.4`],
    [".flow circle", `fill:${paper};stroke:${pipe};stroke-width:1.8`],
    [".flow path", `fill:${pipe}`],
    [".chip", `fill:${panel};stroke:${edge};stroke-width:.9`],
    [".parameter .chip", `fill:${parameter};stroke:${amber}`],
    [".input .chip", "stroke-dasharray:4 3"],
    [".sign", `fill:${paper};stroke:${quiet};stroke-width:1.3`],
    [".parameter .sign", `fill:${amber};stroke:${amber}`],
    [".input .sign", "stroke-dasharray:2 1.6"],
    [".wave", `fill:none;stroke:${quiet};stroke-width:1.2`],
    [".names rect", `fill:${paper};stroke:${rule}`],
    [".halo", `fill:none;stroke:${paper};stroke-width:12`],
    [".wall", `fill:none;stroke:${pipe};stroke-width:7`],
    [".bore", `fill:none;stroke:${paper};stroke-width:3.6`],
    [".pipe .head", `fill:${pipe}`],
    [".link .way", `fill:none;stroke:${quiet};stroke-width:1;stroke-dasharray:4 2.5`],
    [".initial .way", `fill:none;stroke:${quiet};stroke-width:1;stroke-dasharray:1 2.5;stroke-linecap:round`],
    [".link .head", `fill:${quiet}`],
    [".initial .head", `fill:${paper};stroke:${quiet}`],
  ];
  return rules.map(([selector, body]) => `.stock-and-flow ${selector}{${body}}`).join("\n");
}
