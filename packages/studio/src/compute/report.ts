/** The report in a module of its own, so that it is loaded when it is wanted. */
export { renderReport } from "@tokenwright/workbench/portable";
