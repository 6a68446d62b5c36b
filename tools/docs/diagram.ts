import type { Economy, Model } from "@tokenwright/engine";
import { stockAndFlowDiagram } from "@tokenwright/workbench";
import { generatedNote, prose } from "./markdown.js";

/** A page of the documentation is about 900 pixels wide; what is wider than this is too small to read there. */
const mostWidth = 1250;

/** The diagrams of a model: what its page says, and the files beside the page by their names. */
export interface Diagrams {
  readonly text: string;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The stock-and-flow diagram of a model for its page. One that a page would shrink too much is shown without what
 * its equations use, with a link to the whole.
 *
 * @param name Of the files, without their ending.
 */
export function diagramsOf(model: Model | Economy, name: string): Diagrams {
  const usual = stockAndFlowDiagram(model);
  const structure = stockAndFlowDiagram(model, { detail: "structure" });
  const isWide = widthOf(usual) > mostWidth && structure.includes('class="stock"');
  const shown = isWide ? structure : usual;
  const files = new Map([[`${name}.svg`, file(shown)]]);
  if (isWide) files.set(`${name}-full.svg`, file(usual));
  const picture = `![Stocks and flows: ${prose(model.title)}](${name}.svg)`;
  const more = `Stocks, flows and states alone; [with all that the equations use](${name}-full.svg).`;
  return { text: isWide ? `${picture}\n\n${more}` : picture, files };
}

function file(svg: string): string {
  return `${svg.trimEnd()}\n${generatedNote}\n`;
}

function widthOf(svg: string): number {
  return Number(/<svg [^>]*?width="(\d+)"/.exec(svg)?.[1]);
}
