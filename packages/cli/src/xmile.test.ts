import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCsv } from "@tokenwright/workbench";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";
import { runCsv, runTable } from "./xmile-result.js";

/** A cup that cools by a tenth of its distance to the room in a minute: 180, 169, 159.1, ... degrees. */
const teacup = `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>test</vendor><name>Teacup, "hot"</name></header>
<sim_specs method="Euler" time_units="minutes"><start>0</start><stop>4</stop><dt>0.5</dt><save_step>1</save_step></sim_specs>
<model><variables>
<stock name="Teacup Temperature"><eqn>180</eqn><outflow>"Loss, to Room"</outflow></stock>
<flow name="Loss, to Room"><eqn>(Teacup_Temperature - Room_Temperature) / 10</eqn></flow>
<aux name="Room Temperature"><eqn>70</eqn></aux>
LOST
</variables></model>
</xmile>
`;

const guide = fileURLToPath(new URL("../../../docs/guides/xmile.md", import.meta.url));
const examples = fileURLToPath(new URL("../../workbench/src/xmile/testing/", import.meta.url));

let folder = "";
const run = (...args: readonly string[]) => tokenwright(["xmile", ...args], { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-xmile-"));
  writeFileSync(join(folder, "teacup.xmile"), teacup.replace("LOST\n", ""));
  const lost = '<aux name="Magic"><eqn>SUMMON(1)</eqn></aux>';
  writeFileSync(join(folder, "lost.xmile"), teacup.replace("LOST", lost));
  const more = `${lost}\n<aux name="More Magic"><eqn>2 * Magic</eqn></aux>`;
  writeFileSync(join(folder, "broken.xmile"), teacup.replace("LOST", more));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a model runs as its file says and is printed as CSV, names as people write them", async () => {
  const { status, stdout } = await run("run", "teacup.xmile");
  expect(status).toBe(0);
  const { header, rows } = readCsv(stdout, "teacup.csv");
  expect(header).toEqual(["time", "Teacup Temperature", "Loss, to Room", "Room Temperature"]);
  expect(stdout).toMatch(/^time,Teacup Temperature,"Loss, to Room",Room Temperature\r\n0,180,11,70\r\n1,/);
  // Two steps of a half: the distance shrinks by 0.95 twice.
  for (const [time, ...values] of rows.map((row) => row.map(Number))) {
    expect(values[0]).toBeCloseTo(70 + 110 * 0.9025 ** time!, 10);
  }
  expect(rows.map(([time]) => time)).toEqual(["0", "1", "2", "3", "4"]);
  expect((await run("run", "teacup.xmile", "--csv")).stdout).toBe(stdout);
});

test("--json gives the same numbers, with names of both kinds and what was left out", async () => {
  const { status, stdout } = await run("run", "lost.xmile", "--json");
  expect(status).toBe(5);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    schema: 1,
    title: 'Teacup, "hot"',
    timeUnit: "minute",
    times: [0, 1, 2, 3, 4],
    unsupported: [{ name: "Magic", line: 9, effect: "results" }],
  });
  expect(result.columns[0]).toMatchObject({ name: "Teacup Temperature", id: "teacup_temperature" });
  const csv = readCsv((await run("run", "lost.xmile")).stdout, "lost.csv");
  expect(csv.rows.map((row) => Number(row[1]))).toEqual(result.columns[0].values);
});

test("the guide's model gives the table and the warning that stand below it", async () => {
  const page = readFileSync(guide, "utf8");
  const block = (kind: string) => new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, "m").exec(page)![1]!;
  writeFileSync(join(folder, "guide.xmile"), block("xml file=teacup.xmile"));
  const { status, stdout, stderr } = await run("run", "guide.xmile", "--csv");
  expect(status).toBe(5);
  expect(stdout.replaceAll("\r", "")).toBe(block("csv"));
  expect(stderr.replaceAll("guide.xmile", "teacup.xmile")).toContain(block("text"));
});

test("standard input is an XMILE file under the name -", async () => {
  const direct = await run("run", "teacup.xmile");
  const piped = await tokenwright(["xmile", "run", "-"], {
    cwd: folder,
    input: readFileSync(join(folder, "teacup.xmile"), "utf8"),
  });
  expect(piped).toMatchObject({ status: 0, stdout: direct.stdout });
});

test("what was not taken over is named with its line; the rest is run and the status is 5", async () => {
  const { status, stdout, stderr } = await run("run", "lost.xmile");
  expect(status).toBe(5);
  expect(stdout.split("\r\n")).toHaveLength(7);
  expect(stderr).toMatch(/lost\.xmile:9: warning: Magic: .*SUMMON is not known/);
  expect(stderr).toContain("1 thing was not taken over");
});

test("a file that cannot be read, and a model that cannot run, are status 3 with their reasons", async () => {
  writeFileSync(join(folder, "no.xmile"), "<html></html>");
  writeFileSync(join(folder, "cut.xmile"), teacup.slice(0, 300));
  writeFileSync(join(folder, "no.json"), '{"schema": 1}');
  const cases: readonly (readonly [string, RegExp])[] = [
    ["none.xmile", /no file "none.xmile"/],
    ["no.xmile", /\(xmile\/root\)/],
    ["cut.xmile", /cut\.xmile:\d+:\d+: error[\s\S]*\(xmile\/syntax\)/],
    ["no.json", /model: [\s\S]*\(xmile\/model-file\)/],
    ["broken.xmile", /More Magic: It uses Magic, which was not read\.[\s\S]*\(equation\/unknown-name\)/],
  ];
  await Promise.all(
    cases.map(async ([file, message]) => {
      const { status, stdout, stderr } = await run("run", file);
      expect({ file, status, stdout }).toEqual({ file, status: 3, stdout: "" });
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at [^:]+\(/m);
    }),
  );
  const { stdout } = await run("run", "no.xmile", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ schema: 1, errors: [{ code: "xmile/root" }] });
});

test("a run that leaves the numbers is status 1 and says where", async () => {
  const zero = teacup.replace("LOST", '<aux name="Gone"><eqn>1 / (TIME - 2)</eqn></aux>');
  writeFileSync(join(folder, "zero.xmile"), zero);
  const { status, stdout, stderr } = await run("run", "zero.xmile");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/gone[\s\S]*\(run\/not-finite\)/);
});

test.each([
  [["import", "teacup.xmile"], /required option/],
  [["export", "halvin"], /did you mean "halving"/],
  [["export", "halving", "--scenario", "bitcoin-by-er"], /did you mean "bitcoin-by-era"/],
  [["export", "halving", "--steps", "0"], /--steps is given "0"/],
  [["exprot"], /Did you mean export\?/],
])("usage: xmile %j is exit status 2 and says what to do", async (args, message) => {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test("--method integrates by another method than the file says", async () => {
  const last = async (...args: readonly string[]) => {
    const { header, rows } = readCsv((await run("run", "teacup.xmile", ...args)).stdout, "teacup.csv");
    return Number(rows.at(-1)![header.indexOf("Teacup Temperature")]);
  };
  // T' = (70 - T) / 10 from 180: after 4 minutes exactly, and by eight steps of Euler's method.
  expect(await last("--method", "rk4")).toBeCloseTo(70 + 110 * Math.exp(-0.4), 5);
  expect(await last()).toBeCloseTo(70 + 110 * 0.95 ** 8, 9);
  expect((await run("run", "teacup.xmile", "--method", "gear")).status).toBe(2);
});

test("import says whether the units of the file balance, and the run of a model with units gives the same", async () => {
  const withUnits = teacup
    .replace("LOST\n", "")
    .replace("<eqn>180</eqn>", "<eqn>180</eqn><units>degrees</units>")
    .replace("/ 10</eqn>", "/ Delay</eqn><units>degrees/minute</units>")
    .replace("<eqn>70</eqn>", "<eqn>70</eqn><units>degrees</units>")
    .replace("</variables>", '<aux name="Delay"><eqn>10</eqn><units>UNIT</units></aux></variables>');
  writeFileSync(join(folder, "good.xmile"), withUnits.replace("UNIT", "minutes"));
  writeFileSync(join(folder, "bad.xmile"), withUnits.replace("UNIT", "people"));
  const good = await run("import", "good.xmile", "-o", "good");
  expect(good).toMatchObject({ status: 0, stderr: expect.stringContaining("units: every equation balances") });
  const value = (text: string) => readCsv(text, "a.csv").rows.at(-1)!.map(Number);
  const [file, model] = await Promise.all([run("run", "good.xmile"), run("run", "good/model.json")]);
  for (const [at, number] of value(model.stdout).entries()) expect(number).toBeCloseTo(value(file.stdout)[at]!, 9);
  const bad = await run("import", "bad.xmile", "-o", "bad");
  expect(bad.status).toBe(0);
  expect(bad.stderr).toMatch(/bad\.xmile:7: unit: Loss, to Room: .*degrees\/people/);
  expect(readFileSync(join(folder, "bad", "UNSUPPORTED.md"), "utf8")).toContain("## Units, kept as text");
});

test("CSV and JSON at once are refused", async () => {
  const { status, stdout } = await run("run", "teacup.xmile", "--csv", "--json");
  expect(status).toBe(2);
  expect(JSON.parse(stdout).errors[0].message).toBe("Both --csv and --json are given.");
});

test("help begins with examples, in the group and in each of its commands", async () => {
  const all = await Promise.all([[], ["run"], ["import"], ["export"]].map((args) => run(...args, "--help")));
  for (const { status, stdout } of all) {
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Examples\n {2}tokenwright xmile /);
  }
});

test.each(["everything", "arrays", "modules"])(
  "%s: import, run, export and run again give the same bytes",
  async (name) => {
    const direct = await run("run", join(examples, `${name}.xmile`));
    expect(direct.status).toBe(0);
    expect((await run("import", join(examples, `${name}.xmile`), "-o", `${name}-1`)).status).toBe(0);
    const stored = await run("run", `${name}-1/model.json`);
    expect((await run("export", `${name}-1`, "-o", `${name}.xmile`)).status).toBe(0);
    const exported = await run("run", `${name}.xmile`);
    expect([stored.stdout, exported.stdout]).toEqual([direct.stdout, direct.stdout]);
    expect(direct.stdout.length).toBeGreaterThan(500);
    expect((await run("import", `${name}.xmile`, "-o", `${name}-2`)).status).toBe(0);
    const model = (at: number) => JSON.parse(readFileSync(join(folder, `${name}-${at}`, "model.json"), "utf8")).model;
    expect(model(2)).toEqual(model(1));
  },
);

test("import writes a model and the list of what it left out, and never over a file", async () => {
  const { status, stderr } = await run("import", "lost.xmile", "-o", "lost");
  expect(status).toBe(5);
  expect(stderr).toContain("next: tokenwright xmile run lost/model.json");
  expect(readdirSync(join(folder, "lost")).sort()).toEqual(["UNSUPPORTED.md", "model.json"]);
  expect(readFileSync(join(folder, "lost", "UNSUPPORTED.md"), "utf8")).toMatch(/- line 9, Magic: .*SUMMON/);
  const stored = await run("run", "lost/model.json");
  expect(stored.status).toBe(5);
  expect(stored.stderr).toContain("lost.xmile:9: warning: Magic");

  rmSync(join(folder, "lost", "model.json"));
  const before = readFileSync(join(folder, "lost", "UNSUPPORTED.md"), "utf8");
  const again = await run("import", "teacup.xmile", "-o", "lost");
  expect(again.status).toBe(1);
  expect(again.stderr).toContain("left as it is");
  expect(existsSync(join(folder, "lost", "model.json"))).toBe(false);
  expect(readFileSync(join(folder, "lost", "UNSUPPORTED.md"), "utf8")).toBe(before);
});

test("a model of the library is exported with a scenario's values, and gives Bitcoin's supply to the satoshi", async () => {
  const { status, stderr } = await run("export", "halving", "--scenario", "bitcoin-by-era", "-o", "bitcoin.xmile");
  expect(status).toBe(0);
  expect(stderr).toMatch(/note: atMostOneEra: XMILE has no checks/);
  expect((await run("export", "issuance/halving", "--scenario", "bitcoin-by-era")).stdout).toBe(
    readFileSync(join(folder, "bitcoin.xmile"), "utf8"),
  );
  expect((await run("export", "halving", "-o", "bitcoin.xmile")).status).toBe(1);
  const { header, rows } = readCsv((await run("run", "bitcoin.xmile")).stdout, "bitcoin.csv");
  const supply = rows.map((row) => row[header.indexOf("supply")]);
  // 210 000 blocks at 50, then at 25 BTC; and all there will ever be: 20 999 999.9769 BTC.
  expect([supply[1], supply[2], supply.at(-1)]).toEqual(["1050000000000000", "1575000000000000", "2099999997690000"]);
});

test("an input that has no value of its own is named, and the export ends with status 5", async () => {
  const { status, stdout, stderr } = await run("export", "stake-pool", "--steps", "7");
  expect(status).toBe(5);
  expect(stdout).toContain("<stop>7</stop>");
  expect(stderr).toMatch(/warning: totalStake: This input has no value of its own/);
});

test("at a terminal a run is a short table, its names cleaned, with the way to all rows", () => {
  const values = (at: number) => Array.from({ length: 2500 }, (_, row) => row * at);
  const columns = Array.from({ length: 50 }, (_, at) => ({
    name: at === 0 ? "a\u001b[2J" : `v${at}`,
    id: `v${at}`,
    values: values(at),
  }));
  const result = { timeUnit: "month", times: values(0.5), columns };
  const lines = runTable(result, "Title").split("\n");
  expect(lines[1]).toBe("2500 rows, month 0 to 1249.5, 50 variables");
  expect(lines.find((line) => line.includes("v3 "))).toMatch(/ v3 +0 +7497 +▁[▁-█]{22}█$/);
  expect(lines).toContain("  … and 10 more");
  expect(lines.at(-1)).toContain("--csv");
  expect(lines.join("")).not.toContain("\u001b[2J");
  const csv = readCsv([...runCsv(result)].join(""), "table.csv");
  expect(csv.rows).toHaveLength(2500);
  expect(csv.rows.map((row) => Number(row[4]))).toEqual(values(3));
});
