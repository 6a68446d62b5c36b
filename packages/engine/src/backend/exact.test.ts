import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { auxiliary, build, flow, mint, parameter, stock } from "../model/index.js";
import { exact } from "./exact.js";
import { js } from "./js.js";

const program = build({
  title: "Replay",
  epoch: "1 day",
  assets: { token: { decimals: 0 } },
  parameters: { rate: parameter("1/3 1/epoch", "rate") },
  stocks: { pot: stock("90 token", "pot"), out: stock("0 token", "out") },
  auxiliaries: { wanted: auxiliary("token/epoch", "floor(rate * pot)", "wanted") },
  flows: { paid: flow("pot", "out", "wanted + {1 token/epoch}"), minted: mint("pot", "{4 token/epoch}") },
});

const start = () => exact.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });

function follow(stepper: ReturnType<typeof start>): string {
  stepper.evaluate();
  stepper.advance();
  return stepper.ledger.levels.map(rational.toText).join(" ");
}

test("a recorded variable can be held at its value, and is let go again", () => {
  const stepper = start();
  expect(follow(stepper)).toBe("63 31");
  stepper.force("wanted", rational.rational(9n));
  // 63 + 4 - (9 + 1) and 31 + 10.
  expect(follow(stepper)).toBe("57 41");
  expect(rational.toText(stepper.value(program.variables.get("paid")!.node))).toBe("10");
  stepper.force("wanted", undefined);
  expect(follow(stepper)).toBe("41 61");
});

test("a stock set from outside takes its book along, so that conservation still holds", () => {
  const stepper = start();
  follow(stepper);
  stepper.setStock("pot", rational.rational(300n));
  // 300 + 4 - (100 + 1) and 31 + 101.
  expect(follow(stepper)).toBe("203 132");
});

test("both backends take the same steps, and the js stepper shows every lane", () => {
  const stepper = start();
  const fast = js.prepare(program).start({ seed: 1n, firstRun: 0, runs: 3 });
  for (let step = 0; step < 50; step++) {
    const levels = follow(stepper);
    fast.evaluate();
    fast.advance();
    for (const lane of [0, 1, 2]) expect(fast.ledger.levels.map((lanes) => lanes[lane]).join(" ")).toBe(levels);
  }
  expect(fast.report).toEqual({ overdrafts: [], violations: [] });
});
