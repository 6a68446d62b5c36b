import { expect, test } from "vitest";
import { exact, JsStepper, js, ManySteps, wasm, whyNotWasm } from "../backend/index.js";
import * as rational from "../base/rational.js";
import { auxiliary, build, flow, mint, parameter, state, stock } from "../model/index.js";
import { tangentProgram } from "./gradient.js";
import { adjointOfStep } from "./gradient-adjoint.js";
import { liveParts } from "./gradient-tangent.js";

const program = build({
  title: "backends",
  epoch: "1 day",
  parameters: { a: parameter("3/7", "a number"), b: parameter("5", "another") },
  stocks: { pool: stock("20", "a level", { unit: "1" }), other: stock("1", "another", { unit: "1" }) },
  states: { kept: state("2", "kept + a * (pool - kept) / 9", "a memory") },
  flows: {
    moving: flow("pool", "other", "min(a * kept ^ 2, pool / 3) / {4 day}"),
    new: mint("pool", "b * previous(kept) / (1 + other) / {1 day}"),
  },
  auxiliaries: { x: auxiliary("1", "if other > 2 then kept * other else pool ^ 3 / b", "all") },
});

test("tangents run as vector code with the bits of the reference", () => {
  const derived = tangentProgram(program, { with: ["a", "b", "pool"] });
  expect(whyNotWasm(derived)).toBeUndefined();
  const names = [...derived.variables.keys()].filter((name) => name.startsWith("d "));
  const nodes = names.map((name) => derived.variables.get(name)!.node);
  expect(names).toContain("d x / d pool");
  const request = { seed: 42n, firstRun: 0, runs: 3 };
  const wanted = new JsStepper(derived, request);
  new ManySteps(wasm.prepare(derived), nodes).run(request, 20, (step, lanes) => {
    wanted.evaluate();
    for (const [index, node] of nodes.entries()) {
      expect(Array.from(lanes(index).slice(0, 3)), names[index]).toEqual(Array.from(wanted.lanes(node)));
    }
    if (step < 20) wanted.advance();
  });
});

test("the adjoint of a step is a graph for every backend: exact where the model is, f64 near it, vector code with its bits", () => {
  const of = program.variables.get("x")!;
  const question = {
    program,
    directions: [
      { name: "a", kind: "parameter" as const, index: 0 },
      { name: "b", kind: "parameter" as const, index: 1 },
      { name: "pool", kind: "stock" as const, index: 0 },
    ],
    objectives: [of.node],
    conventions: { passesRounding: () => false, isData: () => false },
    isGiven: () => false,
    isCoupled: false,
  };
  const roots = [of.node, ...program.flows.map(({ amount }) => amount)];
  const { program: piece, seeds, feeds, answers } = adjointOfStep(question, liveParts(question), roots, "step");
  expect(whyNotWasm(piece)).toBeUndefined();
  // pool 7/2, other 1, kept 5, previous(kept) 4; the seeds 2 for x, 3 and -1 for the flows.
  const values = new Map<string, rational.Rational>();
  const fill = (cell: number, value: rational.Rational) => {
    const index = piece.graph.nodes[cell]!.index!;
    values.set(piece.states[index]!.name, value);
  };
  for (const [position, value] of [2, 3, -1].entries()) fill(seeds[position]!, rational.rational(value));
  const stocks = [rational.rational(7n, 2n), rational.one];
  const states = [rational.rational(5), rational.rational(4)];
  for (const { from, cell } of feeds) {
    const { operation, index = 0 } = program.graph.nodes[from]!;
    fill(cell, operation === "stock" ? stocks[index]! : states[index]!);
  }
  const inputs = new Map(Array.from(values, ([name, value]) => [name, [value]] as const));
  const request = { seed: 1n, firstRun: 0, runs: 1, inputs };
  const exactly = exact.prepare(piece).start(request);
  const roughly = js.prepare(piece).start(request);
  exactly.evaluate();
  roughly.evaluate();
  const found = new Map(answers.map(({ kind, index, node }) => [`${kind} ${index}`, exactly.value(node)]));
  // x = pool³/b, so 2 · 3 pool²/b; of the first flow pool/12 per day is less than a · 25/4: 3 · 1/12.
  const pool = rational.add(rational.rational(6n * 49n, 20n), rational.rational(1n, 4n));
  expect(found.get("stock 0")).toEqual(pool);
  // -2 · pool³/b² of x, and -1 · 4/(1 + 1) of the second flow.
  expect(found.get("parameter 1")).toEqual(
    rational.subtract(rational.rational(-2n * 343n, 200n), rational.rational(2)),
  );
  expect(found.get("stock 1")).toEqual(rational.rational(5));
  expect(found.get("state 1")).toEqual(rational.rational(-5n, 2n));
  for (const { node } of answers) {
    expect(roughly.value(node, 0)).toBeCloseTo(rational.toNumber(exactly.value(node)), 12);
  }
  const nodes = answers.map(({ node }) => node);
  new ManySteps(wasm.prepare(piece), nodes).run(request, 0, (_, lanes) => {
    for (const [index, node] of nodes.entries()) expect(lanes(index)[0]).toBe(roughly.value(node, 0));
  });
});
