import type { Economy, Model } from "@tokenwright/engine";
import { drawDiagram } from "./draw.js";
import { type DiagramOptions, planDiagram } from "./plan.js";

/**
 * The stock-and-flow diagram of a model as an SVG file, by the conventions of system dynamics (J. Forrester,
 * Industrial Dynamics, 1961): stocks are boxes, flows are pipes with a valve, what lies outside the model is a
 * cloud, dashed arrows say what an equation uses. An economy is drawn by module. The same model gives the same
 * bytes on every machine.
 *
 * @throws TokenwrightError those of `compose` for an economy that does not fit together and of `parse` for an
 * equation that cannot be read; `diagram/too-large` for more than 400 boxes or 1200 arrows.
 */
export function stockAndFlowDiagram(model: Model | Economy, options: DiagramOptions = {}): string {
  return drawDiagram(planDiagram(model, options), options);
}
