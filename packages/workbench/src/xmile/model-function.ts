import type { XmileMacro, XmileModel, XmileVariable } from "./document.js";
import { canonicalName } from "./names.js";

/**
 * A submodel as the function that it may be used as in an equation (section 3.3.2): its inputs are the parameters, in
 * their order, and its only output is the value. Nothing for one without inputs, or with submodels of its own.
 */
export function functionOf(name: string, model: XmileModel): XmileMacro | undefined {
  const inputs = model.variables.filter(({ access }) => access === "input");
  const outputs = model.variables.filter(({ access }) => access === "output");
  if (inputs.length === 0 || outputs.length !== 1 || model.modules.length > 0) return undefined;
  const [{ name: output, line }] = outputs as [XmileVariable];
  return {
    name,
    parameters: inputs.map((input) => ({ name: input.name, line: input.line })),
    equation: { text: `"${canonicalName(output)}"`, line },
    body: { ...model, variables: model.variables.filter((variable) => !inputs.includes(variable)) },
    line: model.line,
  };
}
