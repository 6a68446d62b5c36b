import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { auxiliary, build, defineModel, flow, type Model, parameter, stock } from "../model/index.js";
import { run } from "./run.js";

const sectors: Model = defineModel({
  title: "Sectors with their own lock-ups",
  epoch: "1 day",
  assets: { token: { decimals: 0 } },
  dimensions: {
    sector: { elements: ["team", "investors", "community"] },
    insider: { of: "sector", elements: ["team", "investors"] },
    year: { size: 2 },
  },
  parameters: {
    "cliff[sector]": {
      ...parameter("0 day", "time before the first release"),
      elements: { team: "2 day", investors: "1 day" },
    },
    "weight[sector,year]": { ...parameter("1", "weights"), elements: { "team,2": "5" } },
  },
  stocks: {
    "locked[sector]": { ...stock("90 token", "not yet released"), elements: { community: "30 token" } },
    "free[sector]": stock("0 token", "released"),
    pool: stock("0 token", "shared by all"),
  },
  flows: {
    "release[sector]": flow("locked[sector]", "free[sector]", "if time >= cliff[sector] then {10 token/day} else 0"),
    "share[insider]": flow("free[insider]", "pool", "floor(free[insider] * {20 %/day})"),
  },
  auxiliaries: {
    all: auxiliary("token", "sum(locked[*]) + sum(free[*]) + pool", "everything"),
    insiders: auxiliary("token", "sum(locked[insider])", "of a subrange"),
    biggest: auxiliary("token", "max(locked[*])", "largest"),
    average: auxiliary("token", "mean(locked[*])", "mean"),
    "position[sector]": auxiliary("1", "sector", "position of the element"),
    weights: auxiliary("1", "sum(weight[*, *])", "over two dimensions"),
    "row[sector]": auxiliary("1", "sum(weight[sector, *])", "over one of two"),
    product: auxiliary("1", "prod(weight[*, 2])", "of a column"),
    second: auxiliary("token", "locked[2]", "by position"),
  },
});

test("every element of a subscripted stock runs by its own values", () => {
  const path = run(build(sectors), { steps: 4 });
  expect(Array.from(path.series("locked[team]"))).toEqual([90, 90, 90, 80, 70]);
  expect(Array.from(path.series("locked[investors]"))).toEqual([90, 90, 80, 70, 60]);
  expect(Array.from(path.series("locked[community]"))).toEqual([30, 20, 10, 0, 0]);
  expect(path.report.overdrafts.map(({ stock: name }) => name)).toEqual(["locked[community]"]);
});

test("aggregates run over all elements, over a subrange, over one or two dimensions", () => {
  const path = run(build(sectors), { steps: 4, backend: "exact" });
  expect(path.exact("all").map(rational.toText)).toEqual(["210", "210", "210", "210", "210"]);
  expect(path.series("insiders")[0]).toBe(180);
  expect(path.series("biggest")[0]).toBe(90);
  expect(path.series("average")[0]).toBe(70);
  expect(["team", "investors", "community"].map((element) => path.series(`position[${element}]`)[0])).toEqual([
    1, 2, 3,
  ]);
  expect(path.series("weights")[0]).toBe(10);
  expect(path.series("row[team]")[0]).toBe(6);
  expect(path.series("row[community]")[0]).toBe(2);
  expect(path.series("product")[0]).toBe(5);
  expect(path.series("second")[0]).toBe(90);
});

const broken = (change: Partial<Model>) => () => build({ ...sectors, ...change });

test.each([
  [
    "a name without its subscript",
    { auxiliaries: { x: auxiliary("token", "locked * 2", "") } },
    "stands here without a subscript",
  ],
  ["an element that does not exist", { auxiliaries: { x: auxiliary("token", "locked[tem]", "") } }, "does not fit"],
  ["too many indices", { auxiliaries: { x: auxiliary("token", "locked[team, 1]", "") } }, "does not fit"],
  [
    "all elements outside an aggregate",
    { auxiliaries: { x: auxiliary("token", "locked[*]", "") } },
    "means several elements",
  ],
  ["a subscript on a plain name", { auxiliaries: { x: auxiliary("token", "pool[team]", "") } }, "has no subscripts"],
  ["an aggregate of nothing", { auxiliaries: { x: auxiliary("token", "sum(pool)", "") } }, "nothing to run over"],
  [
    "a dimension nobody declared",
    { stocks: { "a[chain]": stock("1 token", "") }, flows: {}, auxiliaries: {} },
    "no dimension",
  ],
  [
    "a text for an element nobody declared",
    { stocks: { "a[sector]": { ...stock("1 token", ""), elements: { x: "2 token" } } }, flows: {}, auxiliaries: {} },
    "no element of it",
  ],
  ["a dimension of 10^12 elements", { dimensions: { sector: { size: 1e12 } } }, "1000000000000 elements"],
  [
    "dimensions whose product is too large",
    {
      dimensions: { a: { size: 1000 }, b: { size: 1000 } },
      stocks: { "x[a,b]": stock("0 token", "") },
      parameters: {},
      flows: {},
      auxiliaries: {},
    },
    "element by element",
  ],
] as const)("%s is refused with a reason", (_, change, message) => {
  expect(broken(change as Partial<Model>)).toThrow(message);
});

test("several instances of a subscripted module live side by side, tables and elements of their own", () => {
  const chain: Model = defineModel({
    title: "A chain of classes",
    epoch: "1 day",
    assets: { token: { decimals: 0 } },
    dimensions: { class: { elements: ["small", "large"] } },
    lookups: {
      appetite: {
        points: [
          ["0", "0"],
          ["10 token", "1"],
        ].map(([x, y]) => [x!, y!] as const),
        of: "token",
      },
    },
    stocks: { "held[class]": { ...stock("4 token", "held"), elements: { large: "8 token" } } },
    auxiliaries: { hunger: auxiliary("1", "lookup(appetite, sum(held[*]))", "of all classes") },
  });
  const program = build({
    title: "Two chains",
    assets: { ALPHA: { decimals: 0 }, BETA: { decimals: 2 } },
    modules: {
      first: { model: chain, assets: { token: "ALPHA" } },
      second: { model: chain, assets: { token: "BETA" }, stocks: { "held[class]": "1 BETA" } },
    },
    auxiliaries: { total: auxiliary("1", "first.hunger + second.hunger + first.held[large] / {1 ALPHA}", "of both") },
  });
  const path = run(program, { steps: 0 });
  expect(path.series("first.hunger")[0]).toBe(1);
  expect(path.series("second.held[large]")[0]).toBe(8);
  expect(path.series("total")[0]).toBe(1 + 0.9 + 8);
});

test("a model without units counts time as its clock says", () => {
  const program = build({
    title: "Imported",
    unitCheck: false,
    clock: { start: "5", dt: "0.25", unit: "month" },
    stocks: { level: stock("10", "a level", { mayBeNegative: true }) },
    flows: { filling: { to: "level", equation: "2 * time", meaning: "" } },
    auxiliaries: { doubled: auxiliary("anything", "level * 2 + epoch", "") },
  });
  const path = run(program, { steps: 2 });
  expect(Array.from(path.series("level"))).toEqual([10, 12.5, 12.5 + 0.25 * 2 * 5.25]);
  expect(path.series("doubled")[0]).toBe(20.25);
});

test("a dimension that is mapped to another sees the element it belongs to", () => {
  const model: Model = defineModel({
    title: "Chains in regions",
    epoch: "1 day",
    assets: { token: { decimals: 0 } },
    dimensions: {
      region: { elements: ["north", "south"] },
      chain: { elements: ["a", "b", "c"], maps: { region: { a: "north", b: "south", c: "north" } } },
    },
    parameters: {
      "tax[region]": { ...parameter("0 %/day", "tax of a region"), elements: { north: "10 %/day", south: "50 %/day" } },
    },
    stocks: { "balance[chain]": stock("100 token", "what a chain has"), state: stock("0 token", "collected") },
    flows: { "paid[chain]": flow("balance[chain]", "state", "tax[region] * balance[chain]") },
  });
  const path = run(build(model), { steps: 1 });
  expect(["a", "b", "c"].map((chain) => path.final(`balance[${chain}]`))).toEqual([90, 50, 90]);
  const withMap = (map: Readonly<Record<string, string>>) =>
    build({
      ...model,
      dimensions: { ...model.dimensions, chain: { elements: ["a", "b", "c"], maps: { region: map } } },
    });
  expect(() => withMap({ a: "north", b: "south" })).toThrow(/says nothing for "c".*dimension\/map/su);
  expect(() => withMap({ a: "north", b: "east", c: "north" })).toThrow(/says "east".*dimension\/map/su);
  expect(() => withMap({ a: "north", b: "south", c: "north", d: "south" })).toThrow(/has "d".*dimension\/map/su);
});

test("a flow moves along a dimension, from each class to the next", () => {
  // Cohorts grow older by one class a step: what was 8 4 2 becomes 0 8 6, the last class keeping what it has.
  const model: Model = defineModel({
    title: "Cohorts",
    epoch: "1 day",
    units: { holder: "count" },
    dimensions: { age: { size: 3 }, young: { of: "age", elements: ["1", "2"] } },
    stocks: {
      "people[age]": { ...stock("0 holder", "by age"), elements: { 1: "8 holder", 2: "4 holder", 3: "2 holder" } },
    },
    flows: { "older[young]": flow("people[young]", "people[young + 1]", "people[young] / {1 day}") },
    auxiliaries: { "rise[young]": auxiliary("holder", "people[young + 1] - people[young]", "to the next class") },
  });
  const path = run(build(model), { steps: 1, backend: "exact" });
  expect([1, 2, 3].map((age) => path.final(`people[${age}]`))).toEqual([0, 8, 6]);
  expect(["1", "2"].map((age) => path.final(`rise[${age}]`))).toEqual([8, -2]);
  const beyond = { "rise[age]": auxiliary("holder", "people[age + 1]", "beyond the last class") };
  expect(() => build({ ...model, auxiliaries: beyond })).toThrow(/people\[age \+ 1\] does not fit/u);
  const flows = { "older[age]": flow("people[age]", "people[age + 1]", "people[age] / {1 day}") };
  expect(() => build({ ...model, flows })).toThrow(/goes to "people\[age \+ 1\]"/u);
});

test("an aggregate inside another one runs by itself", () => {
  const nested = {
    spread: auxiliary("token", "max(abs(locked[*] - mean(locked[*])))", "from the mean"),
    aboveMean: auxiliary("1", "count(locked[*] > mean(locked[*]))", "above the mean"),
    weighted: auxiliary("token", "sum(locked[sector] * sum(weight[sector, *]))", "by weights summed over years"),
  };
  const path = run(build({ ...sectors, auxiliaries: nested }), { steps: 0 });
  // 90, 90, 30 with the mean 70; the weights of a sector sum to 2, of the team to 1 + 5.
  expect([path.final("spread"), path.final("aboveMean"), path.final("weighted")]).toEqual([
    40,
    2,
    90 * 6 + 90 * 2 + 30 * 2,
  ]);
});

test("a use sets single elements beside the model's own, or all of them with one value", () => {
  const model: Model = {
    title: "Shares",
    epoch: "1 day",
    dimensions: { sector: { elements: ["team", "investors", "public"] } },
    parameters: {
      "share[sector]": { value: "0", elements: { team: "0.2", investors: "0.3" }, meaning: "a share" },
    },
  };
  const shares = (given: string | { readonly value?: string; readonly elements?: Record<string, string> }) => {
    const program = build({
      title: "E",
      epoch: "1 day",
      modules: { m: { model, parameters: { "share[sector]": given } } },
    });
    const result = run(program, { steps: 0 });
    return ["team", "investors", "public"].map((name) => result.final(`m.share[${name}]`));
  };
  expect(shares({ elements: { public: "0.5" } })).toEqual([0.2, 0.3, 0.5]);
  expect(shares({ elements: { team: "0.1" } })).toEqual([0.1, 0.3, 0]);
  expect(shares("0.25")).toEqual([0.25, 0.25, 0.25]);
  expect(shares({ value: "0.25", elements: { team: "0.5" } })).toEqual([0.5, 0.25, 0.25]);
});
