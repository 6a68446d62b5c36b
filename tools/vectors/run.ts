import type { VectorAdapter } from "@tokenwright/engine";
import { compare, toJson } from "./compare.js";
import type { VectorCase, VectorGroup } from "./read.js";
import { readTolerance } from "./tolerance.js";

interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: unknown;
  readonly got: unknown;
  /** Why it failed; empty when it passed. */
  readonly message: string;
}

interface GroupResult {
  readonly passed: number;
  readonly failed: number;
  readonly cases: readonly CaseResult[];
}

export interface VectorResults {
  readonly groups: ReadonlyMap<string, GroupResult>;
  readonly notImplemented: readonly string[];
}

/** Asks the adapter of each group for each case's answer and compares it; groups without an adapter are listed. */
export function runVectors(
  groups: readonly VectorGroup[],
  adapters: ReadonlyMap<string, VectorAdapter>,
): VectorResults {
  const results = new Map<string, GroupResult>();
  const notImplemented: string[] = [];
  for (const group of groups) {
    const adapter = adapters.get(group.name);
    if (adapter === undefined) {
      notImplemented.push(group.name);
      continue;
    }
    const cases = group.cases.map((one) => runCase(adapter, group, one));
    const passed = cases.filter((result) => result.passed).length;
    results.set(group.name, { passed, failed: cases.length - passed, cases });
  }
  return { groups: results, notImplemented };
}

function runCase(
  adapter: VectorAdapter,
  group: VectorGroup,
  { name, input, output, tolerance }: VectorCase,
): CaseResult {
  const wanted = Object.keys(output);
  const expected = toJson(output);
  const toleranceOf = readTolerance(tolerance, wanted);
  if (toleranceOf === undefined) {
    const message = `the file's tolerance ${JSON.stringify(tolerance)} is not understood`;
    return { name, passed: false, expected, got: null, message };
  }
  let answer: Readonly<Record<string, unknown>>;
  try {
    answer = adapter.compute(input, group.parameters, wanted);
    if (typeof answer !== "object" || answer === null)
      throw new Error(`its answer is ${String(answer)}, not an object`);
  } catch (error) {
    const message = `the adapter failed: ${error instanceof Error ? error.message : String(error)}`;
    return { name, passed: false, expected, got: null, message };
  }
  const got: [string, unknown][] = wanted.map((key) => [key, answer[key]]);
  const failures = wanted.flatMap((key) => compare(output[key], answer[key], toleranceOf, [key]) ?? []);
  const reported = Object.fromEntries(got.map(([key, value]) => [key, value === undefined ? null : toJson(value)]));
  return { name, passed: failures.length === 0, expected, got: reported, message: failures.join("; ") };
}
