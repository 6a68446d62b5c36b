import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TokenwrightError } from "@tokenwright/engine";
import { models, networks } from "@tokenwright/library";
import { readScenario, sha256OfValues, simulate, writeBands } from "@tokenwright/workbench/portable";
import { expect, test } from "vitest";
import { withChange } from "../project/changes.js";
import { Computer } from "./computer.js";
import type { Control, Draft } from "./messages.js";
import { exampleDraft, exampleNames, scenarioOf } from "./testing/scenarios.js";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** Futures that are enough where bits are compared. */
const few = 40;

const withRuns = (draft: Draft, runs: number): Draft => ({
  ...draft,
  changes: withChange(draft.changes, "ensemble.runs", String(runs)),
});

function simulateDraft({ text, file, changes, data }: Draft) {
  const readDataFile = (name: string) => ({ file: name, bytes: data[name]! });
  return simulate(readScenario(text, { file, overrides: changes, readDataFile }));
}

test.each(exampleNames)(
  "%s: the futures are those of the study that the command line runs, bit for bit",
  async (name) => {
    const draft = withRuns(exampleDraft(name), few);
    const computer = new Computer();
    await computer.open(draft);
    const own = await computer.futures(draft, undefined);
    const { record, series } = await simulateDraft(draft);
    expect(own.sha256).toBe(sha256OfValues(series.flatMap(({ bands, mean }) => [...bands, mean])));
    expect(own.id).toBe(record.id);
    expect(own.provenance).toEqual(record.provenance);
    expect(own.guardRails).toEqual(record.guardRails);
    expect(own.outputs.map(({ bands }) => bands)).toEqual(series.map(({ bands }) => bands));
  },
);

test("a changed scenario has the run id and the table of the command line with the same --set", async () => {
  const changes = ["supply.rho=0.25 %/epoch", "price.volatility=55 %", `ensemble.runs=${few}`];
  const out = mkdtempSync(join(tmpdir(), "tokenwright-studio-"));
  try {
    const set = changes.flatMap((change) => ["--set", change]);
    const words = ["run", "examples/cardano/scenario.yaml", ...set, "--out", out, "--json"];
    const start = `import("./packages/cli/src/main.ts").then(({ main }) => main(${JSON.stringify(words)}))`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--conditions=source", "--import", "tsx", "--input-type=module", "--eval", start],
      { cwd: repository, encoding: "utf8" },
    );
    expect(stderr).not.toMatch(/error/i);
    const own = await new Computer().futures({ ...exampleDraft("cardano"), changes }, undefined);
    const folder = join(out, own.id);
    expect(JSON.parse(stdout)).toMatchObject({ id: own.id });
    const series = own.outputs.map(({ name, unit, quantiles, bands, mean, paths }) => {
      return { name, unit, quantiles, bands, mean, paths };
    });
    expect(writeBands(series, own.time)).toBe(readFileSync(join(folder, "bands.csv"), "utf8"));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

/** As the builder writes the value of a slider. */
const written = ({ unit }: Control, value: string) => (unit === "1" ? value : `${value} ${unit}`);

/** A value near the one that a slider stands at, as the slider gives it: a decimal within its range. */
function aLittleOff({ value, range }: Control): string {
  const [low, high] = range!;
  const off = 0.01 * (high - low);
  return String(Number((value! + off <= high ? value! + off : value! - off).toPrecision(6)));
}

const slidersOf = (controls: readonly Control[]) =>
  controls.filter(({ range, value }) => range !== undefined && value !== undefined && value !== 0);

test.each(exampleNames)("%s: while a slider moves the preview has the bands of a full build", async (name) => {
  const draft = withRuns(exampleDraft(name), few);
  const computer = new Computer();
  const { controls } = await computer.open(draft);
  const sliders = slidersOf(controls);
  expect(sliders.length).toBeGreaterThan(0);
  // Some of them, first and last among them.
  for (const control of sliders.filter((_, index) => index % Math.ceil(sliders.length / 5) === 0)) {
    const value = aLittleOff(control);
    const changed = { ...draft, changes: withChange(draft.changes, control.name, written(control, value)) };
    const full = await outcome(() => new Computer().futures(changed, undefined));
    const preview = await outcome(() => computer.preview(draft, { name: control.name, value, runs: few }));
    if (full instanceof TokenwrightError) {
      expect(preview, control.name).toBeInstanceOf(TokenwrightError);
      continue;
    }
    if (preview instanceof TokenwrightError) throw preview;
    expect(
      preview.map(({ bands }) => sha256OfValues(bands)),
      `${control.name} = ${value}`,
    ).toEqual(full.outputs.map(({ bands }) => sha256OfValues(bands)));
  }
});

test.each(exampleNames)(
  "%s: when a slider is let go the bands are those of a full build, bit for bit",
  async (name) => {
    const draft = withRuns(exampleDraft(name), 8);
    const computer = new Computer();
    const { controls } = await computer.open(draft);
    const sliders = slidersOf(controls);
    // Two sliders one after the other, and the first one turned back.
    const [one, other] = [sliders[0]!, sliders.at(-1)!];
    const change = (control: Control) => (to: Draft) => ({
      ...to,
      changes: withChange(to.changes, control.name, written(control, aLittleOff(control))),
    });
    const first = change(one)(draft);
    for (const changed of [first, change(other)(first), change(other)(draft), draft]) {
      const full = await outcome(() => new Computer().futures(changed, undefined));
      const bands = await outcome(() => computer.bands(changed));
      if (full instanceof TokenwrightError) {
        expect(bands, changed.changes.join()).toBeInstanceOf(TokenwrightError);
        continue;
      }
      if (bands instanceof TokenwrightError) throw bands;
      expect(bands?.runs).toBe(8);
      expect(
        bands?.outputs.map(({ name: own, quantiles, bands: values }) => [own, quantiles, sha256OfValues(values)]),
        changed.changes.join(),
      ).toEqual(
        full.outputs.map(({ name: own, quantiles, bands: values }) => [own, quantiles, sha256OfValues(values)]),
      );
    }
  },
);

test("what is more than another number for a parameter is left to a full build", async () => {
  const draft = withRuns(exampleDraft("cardano"), few);
  const computer = new Computer();
  expect(await computer.bands(draft)).toBeUndefined();
  await computer.open(draft);
  const changes = [
    "supply.rho=0.2 %/epoch to 0.4 %/epoch",
    "supply.rho=0.04 %/day",
    "price.drift=8 %/year",
    "stakedShare=70 %",
    "horizon=1 year",
    "supply.rh=0.2 %/epoch",
  ];
  for (const change of changes) {
    expect(await computer.bands({ ...draft, changes: [...draft.changes, change] }), change).toBeUndefined();
  }
  expect(await computer.bands({ ...draft, text: `${draft.text}\n` })).toBeUndefined();
  expect((await computer.bands({ ...draft, changes: [...draft.changes, "supply.rho=0.2 %/epoch"] }))?.runs).toBe(few);
});

async function outcome<T>(action: () => Promise<T>): Promise<T | TokenwrightError> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof TokenwrightError) return error;
    throw error;
  }
}

test("a preview is of the draft it is asked for, also right after other changes", async () => {
  const draft = withRuns(exampleDraft("cardano"), few);
  const computer = new Computer();
  await computer.open({ ...draft, changes: [...draft.changes, "price.volatility=80 %"] });
  const turn = { name: "supply.rho", value: "0.2", runs: few };
  const preview = await computer.preview(draft, turn);
  const alone = await new Computer().preview(draft, turn);
  expect(preview).toEqual(alone);
});

test("what was built before does not change what is computed now", async () => {
  const computer = new Computer();
  const drafts = exampleNames.map((name) => withRuns(exampleDraft(name), few));
  for (const draft of [...drafts, ...drafts.reverse()]) {
    const alone = await new Computer().futures(draft, undefined);
    expect((await computer.futures(draft, undefined)).sha256).toBe(alone.sha256);
  }
});

test.each(exampleNames)("%s: every output is explained at its first, a middle and its last step", async (name) => {
  const draft = withRuns(exampleDraft(name), few);
  const computer = new Computer();
  const { time, names } = await computer.open(draft);
  const { outputs } = await computer.futures(draft, undefined);
  for (const output of outputs) {
    expect(names).toContain(output.name);
    for (const step of [0, time.steps >> 1, time.steps]) {
      const why = computer.why(draft, output.name, step);
      expect(why.name).toBe(output.name);
      expect(Number.isFinite(why.value), `${output.name} at ${step}`).toBe(true);
      expect(why.meaning.length).toBeGreaterThan(0);
    }
  }
});

test.each([...models, ...networks])("%s opens, runs and explains itself", async (path, { model, scenarios }) => {
  const [name, scenario] = Object.entries(scenarios)[0]!;
  const draft = { file: "scenario.yaml", text: scenarioOf(path, model, name, scenario), changes: [], data: {} };
  const computer = new Computer();
  const opened = await computer.open(draft);
  expect(opened.title).toBe(scenario.title);
  expect(opened.time.steps).toBe(scenario.steps);
  const { outputs, sha256 } = await computer.futures(draft, undefined);
  expect(outputs.length).toBeGreaterThan(0);
  for (const { bands } of outputs) expect(bands.every((series) => series.length === scenario.steps + 1)).toBe(true);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  let causes = 0;
  for (const output of outputs.slice(0, 20)) {
    const why = computer.why(draft, output.name, scenario.steps);
    expect(why.value, output.name).toSatisfy(Number.isFinite);
    causes += why.causes.length + (why.equation === undefined ? 0 : 1);
  }
  expect(causes).toBeGreaterThan(0);
  // What a slider writes is read again, also of parameters that the file is silent about, and of single elements.
  for (const control of slidersOf(opened.controls).slice(0, 8)) {
    const change = `${control.name}=${written(control, aLittleOff(control))}`;
    const { controls } = await computer.open({ ...draft, changes: [change] });
    expect(controls.find(({ name: own }) => own === control.name)?.isChanged, change).toBe(true);
  }
});

test.each(exampleNames)("%s: every slider writes a value that is read as it was written", async (name) => {
  const draft = exampleDraft(name);
  const computer = new Computer();
  for (const control of slidersOf((await computer.open(draft)).controls)) {
    const value = aLittleOff(control);
    const changed = { ...draft, changes: [`${control.name}=${written(control, value)}`] };
    const read = (await computer.open(changed)).controls.find(({ name: own }) => own === control.name);
    expect(read?.value, control.name).toBe(Number(value));
  }
});

test.each(exampleNames)("%s: every control has a meaning, and a slider holds the value it begins at", async (name) => {
  const { controls } = await new Computer().open(exampleDraft(name));
  for (const { name: own, value, range, meaning } of controls) {
    expect(meaning.length, own).toBeGreaterThan(5);
    if (range === undefined) continue;
    expect(range[0], own).toBeLessThan(range[1]);
    expect(value, own).toBeGreaterThanOrEqual(range[0]);
    expect(value, own).toBeLessThanOrEqual(range[1]);
  }
});

test("a data file that is not there is named, with what there is", async () => {
  const draft = exampleDraft("fees");
  const error = await outcome(() => new Computer().open({ ...draft, data: { "other.csv": new Uint8Array() } }));
  expect(error).toBeInstanceOf(TokenwrightError);
  const [first] = (error as TokenwrightError).diagnostics;
  expect(first).toMatchObject({ code: "data/no-file", expected: "one of other.csv" });
});
