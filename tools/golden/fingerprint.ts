import { JsStepper, ManySteps, type Program, run, wasm, whyNotWasm } from "@tokenwright/engine";
import { allCases, type Case } from "./cases.js";
import { digestOf, digestOfText } from "./digest.js";
import { numericResults } from "./numbers.js";

/** SHA-256 of the bits of one case. */
export interface CaseDigest {
  readonly name: string;
  /** Whether golden.json keeps it. */
  readonly isKept: boolean;
  readonly js: string;
  /** The same in vector code; absent where it does not run. */
  readonly wasm?: string;
  /** Why vector code does not run, in words. */
  readonly whyNot?: string;
}

/** What a platform computes. */
export interface Fingerprint {
  /** SHA-256 over the digests of all cases; the same wherever the engine runs. */
  readonly sha256: string;
  readonly cases: readonly CaseDigest[];
  /** Cases of which vector code gave other bits; none, or there is a bug. */
  readonly differing: readonly string[];
}

const seed = 42n;
const firstRun = 7;

/** Generated models where nobody asks for another number. */
export const usualGenerated = 40;

export interface FingerprintOptions {
  /** Number of models made by chance. */
  readonly generated?: number;
  /** Only what golden.json keeps. */
  readonly keptOnly?: boolean;
}

/** Computes everything and takes its fingerprint: runs in Node and in browsers alike. */
export async function fingerprint(options: FingerprintOptions = {}): Promise<Fingerprint> {
  const { generated = usualGenerated, keptOnly = false } = options;
  const numbers = numericResults();
  const cases: CaseDigest[] = [{ name: "numeric", isKept: true, js: await digestOf([...numbers.values()]) }];
  for (const one of allCases(generated)) {
    if (one.isKept === true || !keptOnly) cases.push(await digestOfCase(one));
  }
  return {
    sha256: await digestOfCases(cases),
    cases,
    differing: cases.filter((one) => one.wasm !== undefined && one.wasm !== one.js).map(({ name }) => name),
  };
}

/** One SHA-256 over those of cases and their names. */
export async function digestOfCases(cases: readonly CaseDigest[]): Promise<string> {
  return digestOfText(cases.map(({ name, js }) => `${name}: ${js}\n`).join(""));
}

async function digestOfCase(one: Case): Promise<CaseDigest> {
  const program = one.build();
  const whyNot = whyNotWasm(program);
  return {
    name: one.name,
    isKept: one.isKept === true,
    js: await digestOf([...stepsInJs(program, one), ...agentsAtTheEnd(program, one)]),
    ...(whyNot === undefined
      ? { wasm: await digestOf([...stepsInVectorCode(program, one), ...agentsAtTheEnd(program, one)]) }
      : { whyNot }),
  };
}

/** What has one value in every run. */
function single(program: Program): readonly number[] {
  return Array.from(program.variables.values())
    .filter(({ population }) => population === undefined)
    .map(({ node }) => node);
}

function stepsInJs(program: Program, { steps, runs }: Case): readonly Float64Array[] {
  const nodes = single(program);
  const stepper = new JsStepper(program, { seed, firstRun, runs });
  const found: Float64Array[] = [];
  for (let step = 0; step <= steps; step++) {
    stepper.evaluate();
    for (const node of nodes) found.push(stepper.lanes(node).slice());
    if (step < steps) stepper.advance();
  }
  return found;
}

function stepsInVectorCode(program: Program, { steps, runs }: Case): readonly Float64Array[] {
  const nodes = single(program);
  const found: Float64Array[] = [];
  new ManySteps(wasm.prepare(program), nodes).run({ seed, firstRun, runs }, steps, (_, lanes) => {
    for (const index of nodes.keys()) found.push(lanes(index).slice());
  });
  return found;
}

function agentsAtTheEnd(program: Program, { steps }: Case): readonly Float64Array[] {
  const names = Array.from(program.variables.values())
    .filter(({ population }) => population !== undefined)
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const path = run(program, { steps, seed, run: firstRun, record: names });
  return names.map((name) => path.agents(name));
}
