import { readScenario, type Scenario } from "../../scenario/index.js";

/**
 * An economy with closed forms: a reserve that loses a share `rate` in each step, so that after n steps
 * initial · (1 − rate)^n is left, up to the floor to base units.
 *
 * @param changes Lines put in place of the ones that begin alike.
 */
export function smallScenario(overrides: readonly string[] = [], more = ""): Scenario {
  const text = `tokenwright: 1
title: A small economy
about: For tests.
start: { epoch: 100, date: 2026-01-01 }
step: 1 day
horizon: 10 day
assets:
  TKN: { decimals: 6 }
parameters:
  rate: { value: 10 %/day, meaning: share that leaves in a day, source: a test, confidence: assumption }
  luck: { uniform: { low: 0 %, high: 100 % }, meaning: one draw for each future, confidence: assumption }
stocks:
  reserve: { initial: 1_000_000 TKN, meaning: not yet paid out }
  held: { initial: 0 TKN, meaning: in hands }
flows:
  paid: { from: reserve, to: held, equation: floor(rate * reserve), meaning: paid out }
outputs:
  - { name: reserve, label: Reserves }
  - { name: paid, label: payments, unit: TKN/year }
  - { name: luck, label: luck, unit: "%" }
guardRails:
  - { name: lucky, condition: "luck < {30 %}", share: 25 % }
  - { name: half is left after six days, condition: "reserve > {500_000 TKN} or time > {6 day}", share: 100 % }
ensemble: { runs: 200, seed: 7, paths: 3 }
${more}`;
  return readScenario(text, { file: "folder/small.yaml", overrides });
}
