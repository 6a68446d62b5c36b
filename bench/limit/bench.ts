import { build, type JsStepper, js, ManySteps, type Program, random, wasm } from "@tokenwright/engine";
import { holders, holdersEconomy } from "../holders-economy/model.js";
import { measure, measureInTurn } from "../measure.js";
import type { Figure } from "../reference-economy/bench.js";
import { referenceEconomy } from "../reference-economy/model.js";
import { withLimits } from "./limit.js";

const seed = 12345n;

/** The key of a draw, as the C programs take it. */
function keyOf(draw: string): readonly [number, number] {
  const { key0, key1 } = random.drawKey(seed, draw);
  return [key0, key1];
}

/** Our own code against C programs written by hand from the same equations, in the same run. */
export function benchLimits(): Figure[] {
  return [...benchReference(), ...benchHolders()];
}

function benchReference(): Figure[] {
  const program = build(referenceEconomy);
  const { node, scale } = program.variables.get("price")!;
  const runs = 256;
  // Few milliseconds each, so that some repetitions are left alone on a machine with other work.
  const steps = 730;
  const many = new ManySteps(wasm.prepare(program), [node]);
  const prices: number[] = [];
  const ours = () => {
    for (let firstRun = 0; firstRun < runs; firstRun += 128) {
      many.run({ seed, firstRun, runs: 128 }, steps, (step, lanes) => {
        if (step === steps && firstRun === 0) prices.push(...lanes(0));
      });
    }
  };
  const factor = Number(scale.n) / Number(scale.d);
  return withLimits("reference-economy", (limits) =>
    limits.flatMap(({ bits, run }): Figure[] => {
      let values: readonly number[] = [];
      const theirs = () => {
        const limit = run(...keyOf("demandNext"), runs, steps, 10);
        values = limit.values;
        return limit.seconds;
      };
      const [seconds, limit] = measureInTurn(ours, theirs, 40);
      requireAgreement(values, prices, factor);
      const name = `C by hand, ${bits} bits`;
      const bar = bits === 128 ? 0.75 : 0.28;
      return [
        { name: `reference economy, ${name}`, value: (runs * steps) / limit / 1e6, unit: "M run-steps/s" },
        {
          ...{ name: "reference economy, vector code", value: (runs * steps) / seconds / 1e6, unit: "M run-steps/s" },
          ...{ ratio: limit / seconds, peer: name, bar },
        },
      ];
    }),
  );
}

function benchHolders(): Figure[] {
  const program = build(holdersEconomy);
  const steps = 365;
  const { node, scale } = program.variables.get("pool")!;
  const runs = 20;
  const many = new ManySteps(wasm.prepare(program), [node]);
  const pools: number[] = [];
  const ours = () =>
    void many.run({ seed, firstRun: 0, runs }, steps, (step, lanes) => {
      if (step === steps && pools.length === 0) pools.push(...lanes(0));
    });
  const inJs = measure(() => runInJs(program, steps), 3).fastest;
  const js: Figure = {
    ...{ name: "holders economy, js backend", value: (holders * steps) / inJs / 1e6, unit: "M agent-steps/s" },
  };
  const figure = (seconds: number): Figure => ({
    ...{ name: "holders economy, vector code", value: (runs * holders * steps) / seconds / 1e6 },
    unit: "M agent-steps/s",
  });
  const found = withLimits("holders-economy", (limits) =>
    limits.flatMap(({ bits, run }): Figure[] => {
      const keys = [...keyOf("leaning[holder]"), ...keyOf("trait[holder]")];
      const limit = Math.min(...[1, 2, 3].map(() => run(...keys, holders, runs, steps, 3).seconds));
      const seconds = measure(ours, 7).fastest;
      requireAgreement(run(...keys, holders, runs, steps, 1).values, pools, Number(scale.n) / Number(scale.d));
      const value = (runs * holders * steps) / limit / 1e6;
      const name = `C by hand, ${bits} bits`;
      return [
        { name: `holders economy, ${name}`, value, unit: "M agent-steps/s" },
        { ...figure(seconds), ratio: limit / seconds, peer: name, ...(bits === 128 ? { bar: 0.7 } : {}) },
      ];
    }),
  );
  return found.length === 0 ? [js, figure(measure(ours, 5).fastest)] : [js, ...found];
}

function runInJs(program: Program, steps: number): JsStepper {
  const stepper = js.prepare(program).start({ seed, firstRun: 0, runs: 1 });
  for (let step = 0; step < steps; step++) {
    stepper.evaluate();
    stepper.advance();
  }
  stepper.evaluate();
  return stepper;
}

/** Refuses to compare programs that do not compute the same thing. */
function requireAgreement(limit: readonly number[], ours: readonly number[], factor: number): void {
  const count = Math.min(limit.length, ours.length);
  for (let run = 0; run < count; run++) {
    const ratio = ours[run]! / factor / limit[run]!;
    if (!(Math.abs(ratio - 1) < 1e-9)) throw new Error(`run ${run} of the C program is another one: ${ratio}`);
  }
}
