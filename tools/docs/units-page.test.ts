import { createUnits, rational, unit } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { unitsPage } from "./units-page.js";

const page = unitsPage();
const system = createUnits();
const rows = Array.from(
  page.matchAll(/^\| (`[^|]*`) \| ([0-9.e/-]+)(?: ([^|]*?))? \|$/gm),
  ([, names, factor, base]) => ({
    names: Array.from(names!.matchAll(/`([^`]+)`/g), ([, name]) => name!),
    quantity: `${factor} ${base ?? ""}`.trim(),
  }),
);

test("what the page says a unit is, is that unit", () => {
  for (const { names, quantity } of rows) {
    const expected = unit.inBaseUnits(system.parseQuantity(quantity.replace(/^1 1\//, "1 1/")));
    for (const name of names) {
      const found = system.parse(name);
      expect(rational.equal(found.scale, expected), `${name} = ${quantity}`).toBe(true);
      expect(unit.sameDimension(found.dimension, system.parseQuantity(quantity).unit.dimension), name).toBe(true);
    }
  }
});

test("the page names every built-in unit once", () => {
  const named = rows.flatMap(({ names }) => names);
  const currencies = Array.from(page.matchAll(/^\| `([A-Z]{3})` \| \d \|/gm), ([, name]) => name!);
  expect([...named, ...currencies].sort()).toEqual([...system.names()].sort());
});

test("a few factors of the SI and of IEC 80000-13 stand there as published", () => {
  for (const line of [
    "| `h`, `hour`, `hours` | 3600 second |",
    "| `KiB` | 1024 byte |",
    "| `kWh` | 3600000 kilogram*metre^2/second^2 |",
    "| `ha`, `hectare`, `hectares` | 10000 metre^2 |",
    "| `hPa` | 100 kilogram/(metre*second^2) |",
  ]) {
    expect(page).toContain(line);
  }
});
