import { createUnits, rational, type Unit, unit as unitRoom } from "@tokenwright/engine";
import { code, generatedNote, page, table } from "./markdown.js";

/** Thrown when the built-in units are not what the page says of them. */
class UnitsPageError extends Error {}

/** Heading of each dimension, in the order of the page; a dimension without one stops the generator. */
const headings: ReadonlyMap<string, string> = new Map([
  ["1", "Shares"],
  ["second", "Time"],
  ["1/second", "Frequency"],
  ["metre", "Length"],
  ["metre^2", "Area"],
  ["metre^3", "Volume"],
  ["kilogram", "Mass"],
  ["gCO2e", "Emissions"],
  ["kelvin", "Temperature difference"],
  ["kilogram*metre/second^2", "Force"],
  ["kilogram/(metre*second^2)", "Pressure"],
  ["kilogram*metre^2/second^2", "Energy"],
  ["kilogram*metre^2/second^3", "Power"],
  ["ampere", "Electric current"],
  ["ampere*second", "Electric charge"],
  ["kilogram*metre^2/(ampere*second^3)", "Voltage"],
  ["byte", "Data"],
  ["hash", "Hashes"],
]);

/** One row of the page: all names of one unit, and what it is in base units. */
interface Row {
  readonly names: string[];
  readonly unit: Unit;
}

/** The page of built-in units. @throws UnitsPageError when a dimension has no heading or a convention no longer holds. */
export function unitsPage(): string {
  const system = createUnits();
  const rows: Row[] = [];
  for (const name of system.names()) {
    const parsed = system.parse(name);
    const same = rows.find((row) => unitRoom.sameUnit(row.unit, parsed));
    if (same === undefined) rows.push({ names: [name], unit: parsed });
    else same.names.push(name);
  }
  const isCurrency = ({ unit }: Row) => {
    const [first] = unit.dimension.exponents;
    return first !== undefined && system.bases.get(first[0])?.kind === "asset";
  };
  const currencies = rows.filter(isCurrency);
  const byDimension = new Map<string, Row[]>();
  for (const row of rows.filter((one) => !isCurrency(one))) {
    const text = unitRoom.describeDimension(row.unit.dimension);
    byDimension.set(text, [...(byDimension.get(text) ?? []), row]);
  }
  for (const dimension of byDimension.keys()) {
    if (!headings.has(dimension))
      throw new UnitsPageError(`the dimension ${dimension} has no heading in units-page.ts`);
  }
  const sections = [...headings].map(([dimension, heading]) => {
    const own = byDimension.get(dimension);
    if (own === undefined) throw new UnitsPageError(`no built-in unit has the dimension ${dimension} (${heading})`);
    return `## ${heading}\n\n${unitTable(own, dimension === "1" ? "" : dimension)}`;
  });
  const count = system.names().length;
  return page(
    "# Units",
    generatedNote,
    `${count} names are built in. Case matters: \`m\` is a metre, \`M\` no unit; \`MW\` is a megawatt, \`mW\` a milliwatt.\n` +
      "Names are looked up whole, so none is ambiguous. The micro sign may be typed as `u`, `µ` or `μ`.",
    conventions(),
    writing(),
    ...sections,
    `## Currencies\n\nKept by double entry, with the decimals of ISO 4217. An economy may declare them anew.\n\n${table(
      ["name", "decimals", "smallest amount"],
      currencies.map(({ names }) => {
        const decimals = system.bases.get(names[0]!)!.decimals ?? 0;
        return [
          code(names[0]!),
          String(decimals),
          `${decimals === 0 ? "1" : `0.${"0".repeat(decimals - 1)}1`} ${names[0]}`,
        ];
      }),
    )}`,
  );
}

function unitTable(rows: readonly Row[], base: string): string {
  const bySize = [...rows].sort((a, b) => rational.compare(a.unit.scale, b.unit.scale));
  return table(
    ["names", "is"],
    bySize.map(({ names, unit }) => [names.map(code).join(", "), `${exactText(unit.scale)} ${base}`.trim()]),
  );
}

/** 60, 0.001, 3.6e15 or 1/3: exact. */
function exactText(value: rational.Rational): string {
  if (value.n === 1n && /^10{7,}$/.test(value.d.toString())) return `1e-${value.d.toString().length - 1}`;
  const digits = value.n.toString();
  if (value.d !== 1n || !/0{6,}$/.test(digits)) {
    const system = createUnits();
    return system.format(value, system.parse("1"));
  }
  const [first = "", ...rest] = digits.replace(/0+$/, "");
  return `${first}${rest.length === 0 ? "" : `.${rest.join("")}`}e${digits.length - 1}`;
}

/** What the conventions say is asked of the unit system, so that the page cannot say anything else. */
function conventions(): string {
  const system = createUnits();
  const rows: readonly (readonly [left: string, right: string, why: string])[] = [
    [
      "1 year",
      "365 day",
      "protocol rules and energy statistics reckon with this year; the mean Gregorian year has 365.2425 days",
    ],
    ["1 year", "8760 hour", "follows from it"],
    ["1 month", "1/12 year", "a twelfth of a year, whichever month it is"],
    ["1 quarter", "1/4 year", "a fourth of a year"],
    ["1 week", "7 day", ""],
    ["1 kB", "1000 B", "SI prefixes are powers of ten"],
    ["1 KiB", "1024 B", "binary prefixes are powers of 1024 (IEC 80000-13)"],
    ["1 bit", "1/8 byte", ""],
    ["1 tCO2e", "1000000 gCO2e", "a mass of emissions is not a mass: a tonne of steel cannot be added to it"],
    ["1 %", "0.01", "a share; `5 %/year` is a rate"],
  ];
  for (const [left, right] of rows) {
    const [a, b] = [left, right].map((text) => unitRoom.inBaseUnits(system.parseQuantity(text)));
    if (!rational.equal(a!, b!)) throw new UnitsPageError(`${left} is not ${right}`);
  }
  return `## Conventions\n\n${table(
    ["this", "is", "because"],
    rows.map(([left, right, why]) => [code(left), code(right), why]),
  )}`;
}

function writing(): string {
  return page(
    "## Writing units",
    table(
      ["text", "is"],
      [
        ["`ADA/epoch`", "an amount of ADA in each epoch"],
        ["`%/year`", "a share per year; `0.3 %/epoch` as a quantity"],
        ["`USD/(ADA*year)`", "a product below the line stands in parentheses"],
        ["`m^2`, `1/day`, `1`", "a power, one per day, a plain number"],
        ["`13_888_022.5 ADA`, `45e9 ADA`", "digits grouped by underscores, or with an exponent; kept exactly"],
        ["`1/3 day`", "a fraction without spaces comes before the unit: a third of a day"],
      ],
    ),
    "An economy adds its own: `assets` are tokens with a number of decimals and perhaps the name of the base unit\n" +
      "(`ADA: { decimals: 6, baseUnit: lovelace }`); `units` are things that are counted (`pool: count`) or names for amounts of\n" +
      "other units (`era: 210000 block`). Singular and plural of a declared word are the same unit. `epoch` is the length of the step.",
    "Inside an equation a quantity stands between braces: `{340 ADA}`. All values are computed in base units (time in steps,\n" +
      "assets in their base units), so an equation never holds a conversion factor: units are checked, not converted.",
  ).trimEnd();
}
