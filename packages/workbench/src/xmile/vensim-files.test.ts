import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import { runXmile } from "./run-xmile.js";
import { aux, file, imported, series } from "./testing/file.js";

const xmutil = { vendor: "Ventana Systems, xmutil" };

/** A file as Vensim's own exporter writes it. */
function fromVensim(variables: string, method = "RK4"): string {
  return file(variables, { method, vendor: "Ventana Systems, Inc." }).replace(
    "</vendor>",
    '</vendor><product version="1.0" lang="en">Vensim</product>',
  );
}

function column(text: string, name: string): readonly number[] {
  return runXmile(importXmile(text, "test.xmile")).columns.find((one) => one.name === name)!.values;
}

// SDXorg/test-models, tests/rounding: output of Vensim DSS 7.3.4, whose remainder has the sign of the dividend;
// section 3.3.1 of the standard gives it that of the divisor.
test("the remainder has the sign of the dividend in files from Vensim, elsewhere that of the divisor", () => {
  const equation = "(TIME - 3.5) MOD 3";
  const expected = [-0.5, -2.5, -1.5, -0.5, 0.5];
  expect(series(equation, xmutil)).toEqual(expected);
  expect(series("MODULO(TIME - 3.5, 3)")).toEqual(expected);
  expect(series(equation)).toEqual([2.5, 0.5, 1.5, 2.5, 0.5]);
});

// tests/logicals of the same corpus: `:NOT: false input` becomes `false_input not`, and the output is 1.
test("a NOT that a converter wrote behind its operand is read as if it stood before it", () => {
  expect(series("( IF TIME = 2 not  THEN 1 ELSE 0 )", xmutil)).toEqual([1, 1, 0, 1, 1]);
  expect(series("IF TIME > 0 and TIME = 3 not THEN 1 ELSE 0", xmutil)).toEqual([0, 1, 1, 0, 1]);
  expect(imported(aux("x", "IF TIME not THEN 1 ELSE 0")).unsupported).toMatchObject([
    { name: "x", what: expect.stringContaining("THEN is missing") },
  ]);
});

// tests/zeroled_decimals: the file says RK4, the output of Vensim beside it is -0.6777 after one step of Euler's method
// and -2.3554 after two; Runge and Kutta's would give -1.1777.
test("a file that Vensim itself exported runs by Euler's method, with a warning", () => {
  const text = fromVensim(`<stock name="stockmixed"><eqn>
 0
 </eqn><outflow>
flow5
</outflow><inflow>flow6</inflow><outflow>flow7</outflow><outflow>flow8</outflow></stock>
<flow name="flow5"><eqn>.5\t</eqn></flow><flow name="flow6"><eqn>.1223</eqn></flow>
<flow name="flow7"><eqn>Time</eqn></flow><flow name="flow8"><eqn>.3</eqn></flow>`);
  const values = column(text, "stockmixed");
  for (const [at, value] of [0, -0.6777, -2.3554, -5.0331, -8.7108].entries()) expect(values[at]).toBeCloseTo(value, 9);
  expect(importXmile(text, "test.xmile").unsupported).toMatchObject([
    { name: "sim_specs", line: 4, effect: "results", what: expect.stringContaining("Euler") },
  ]);
  // Without a stock nothing depends on the method; a converter's file means what it says.
  expect(importXmile(fromVensim(aux("a", "TIME")), "test.xmile").unsupported).toEqual([]);
  expect(importXmile(file(aux("a", "1"), { ...xmutil, method: "RK4" }), "test.xmile").simulation.method).toBe("rk4");
});

test("a fixed delay that Vensim exports as a stock with the left side of its equation is read as what it is", () => {
  const text = fromVensim(`<stock name="shipped goods"><eqn>
\tshipped goods= DELAY_FIXED (
 orders, 2, 7)
</eqn></stock>${aux("orders", "10 * TIME")}`);
  expect(column(text, "shipped goods")).toEqual([7, 7, 0, 10, 20]);
});

// tests/non_negative_flows: `</flow>` is missing, and the outputs are those of the file with it.
test("a variable without its end tag does not swallow those behind it, and is named", () => {
  const text = file(`<flow name="f"><eqn>IF Time &gt; 2 THEN Time ELSE -Time</eqn>
<non_negative>FALSE  </non_negative>
<stock name="a"><inflow>f</inflow><eqn>10</eqn></stock>
<stock name="b"><eqn>5</eqn></stock>`);
  const { columns } = runXmile(importXmile(text, "test.xmile"));
  expect(Object.fromEntries(columns.map(({ name, values }) => [name, values]))).toEqual({
    a: [10, 10, 9, 7, 10],
    b: [5, 5, 5, 5, 5],
    f: [-0, -1, -2, 3, 4],
  });
  expect(importXmile(text, "test.xmile").unsupported).toMatchObject([{ name: "f", line: 7, effect: "results" }]);
});
