import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { judge } from "./conformance.js";
import { judgeCorpus } from "./conformance-corpus.js";
import { aux, file } from "./testing/file.js";

// The conformance corpus of the System Dynamics Society, SDXorg/test-models, is not part of the repository.
const corpus = join(dirname(fileURLToPath(import.meta.url)), "../../../../../shared/data/xmile");
const skipped = existsSync(corpus) ? "" : " (skipped: the corpus is not beside the repository)";

test.skipIf(skipped !== "")(
  `the engine gives the reference output of every model of the corpus, or what it lacks is named${skipped}`,
  () => {
    const verdicts = judgeCorpus(corpus);
    const whole = verdicts.filter(({ agreeing, columns }) => agreeing === columns);
    console.log(`${whole.length} of ${verdicts.length} files agree in every column`);
    expect(
      verdicts
        .filter(({ isExplained }) => !isExplained)
        .map(({ path, different, missing, failure }) => ({ path, different, missing, failure })),
    ).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(0);
    expect(whole.length / verdicts.length).toBeGreaterThan(0.75);
    expect(whole.every(({ columns }) => columns > 0)).toBe(true);
  },
);

const contents = (equation: string) =>
  new TextEncoder().encode(file(`${aux("Level", "10")}${aux("Twice the Level", equation)}`));

test("a run that agrees with its reference output is whole; columns of other models are left aside", () => {
  const verdict = judge(
    contents("Level * 2 + TIME"),
    "a.xmile",
    "Time,level,twice_the_level,other\n0,10,20,7\n2,10,22,7\n",
  );
  expect(verdict).toMatchObject({ columns: 2, agreeing: 2, missing: [], different: [], isExplained: true });
});

test("a difference is told with its row, and nothing excuses it", () => {
  const verdict = judge(contents("Level * 2"), "a.xmile", "Time\tTwice the Level\n0\t20\n3\t20.001\n4\t21\n");
  expect(verdict.different).toEqual(["Twice the Level at 3: 20 instead of 20.001"]);
  expect(verdict.isExplained).toBe(false);
});

test("a column that the importer gave up is missing, and explained by its line", () => {
  const verdict = judge(contents("NO_SUCH_FUNCTION(Level)"), "a.xmile", "Time,Level,Twice the Level\n0,10,20\n");
  expect(verdict).toMatchObject({ columns: 2, agreeing: 1, missing: ["Twice the Level"], isExplained: true });
  expect(verdict.unsupported).toMatchObject([{ name: "Twice the Level", line: expect.any(Number) }]);
});
