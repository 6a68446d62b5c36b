import { models } from "@tokenwright/library";
import { expect, test } from "vitest";
import { symbolText } from "./symbols.js";

test.each([
  ["\\rho", "ρ"],
  ["\\sigma'", "σ'"],
  ["x_0", "x₀"],
  ["\\sqrt{P_a}", "√Pₐ"],
  ["\\mathrm{PUE}", "PUE"],
  ["\\bar{p}", "p̄"],
  ["\\tilde\\eta", "η̃"],
  ["\\lfloor\\sqrt{S}\\rfloor", "⌊√S⌋"],
  ["k_{max}", "kₘₐₓ"],
  ["T_{XYZ}", "T_XYZ"],
])("%s is shown as %s", (latex, text) => {
  expect(symbolText(latex)).toBe(text);
});

test("no symbol of the library shows LaTeX", () => {
  const symbols = [...models.values()].flatMap(({ model }) =>
    [model.parameters, model.inputs, model.stocks, model.states, model.flows, model.auxiliaries].flatMap((section) =>
      Object.values<{ readonly symbol?: string }>(section ?? {}).flatMap(({ symbol }) => symbol ?? []),
    ),
  );
  expect(symbols.length).toBeGreaterThan(50);
  expect(symbols.map(symbolText).filter((text) => /[\\{}]/.test(text))).toEqual([]);
});
