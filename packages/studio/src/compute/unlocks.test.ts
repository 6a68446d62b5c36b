import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Computer } from "./computer.js";
import type { Draft } from "./messages.js";
import { exampleDraft } from "./testing/scenarios.js";

const vesting: Draft = {
  file: "vesting.yaml",
  text: readFileSync(new URL("../../../cli/templates/vesting.yaml", import.meta.url), "utf8"),
  changes: ["ensemble.runs=20"],
  data: {},
};

test("a launch with vesting has its allocations, and what circulates by its own count", async () => {
  const { unlocks } = await new Computer().open(vesting);
  expect(unlocks).toEqual([
    {
      unit: "TKN",
      allocations: ["team", "investors", "community"].map((module) => ({
        locked: `${module}.locked`,
        label: module,
        flows: [{ name: `${module}.release`, perStep: 1 }],
      })),
      free: { names: ["circulating"], isOwn: true },
    },
  ]);
});

test("what the flows let go is what the locks lose, to the last token, in a step of any length", async () => {
  for (const [draft, changes] of [
    [vesting, []],
    [vesting, ["step=1 month"]],
    [exampleDraft("sectors"), ["ensemble.runs=20"]],
  ] as const) {
    const computer = new Computer();
    const own = { ...draft, changes: [...draft.changes, ...changes] };
    const { unlocks } = await computer.open(own);
    for (const { locked, flows } of unlocks[0]!.allocations) {
      const names = [locked, ...flows.map(({ name }) => name)];
      const { series } = await computer.sample(own, { purpose: "test", names, runs: 4, paths: 0 });
      const of = (name: string) => series.find((one) => one.name === name)!.central;
      const total = of(locked)[0]!;
      for (let step = 0; step + 1 < of(locked).length; step++) {
        const gone = flows.reduce((sum, { name, perStep }) => sum + of(name)[step]! * perStep, 0);
        expect(Math.abs(of(locked)[step]! - of(locked)[step + 1]! - gone)).toBeLessThan(1e-9 * total);
      }
    }
  }
});

test("a cliff of twelve months over forty-eight releases a quarter at once", async () => {
  const computer = new Computer();
  const names = ["team.locked", "team.release"];
  const { series } = await computer.sample(vesting, { purpose: "test", names, runs: 2, paths: 0 });
  const release = series.find(({ name }) => name === "team.release")!.central;
  const first = release.findIndex((amount) => amount > 0);
  // Twelve of 48 monthly instalments of 180 million.
  expect(release[first]).toBeCloseTo(45_000_000, 6);
  expect(first).toBe(364);
});

test("stocks of blocks, of investors and of what has vested lock nothing", async () => {
  for (const name of ["bitcoin", "cardano", "fees"]) {
    expect((await new Computer().open(exampleDraft(name))).unlocks, name).toEqual([]);
  }
});
