import { fromWords, highWord, lowWord } from "../bits.js";
import {
  arccos,
  arcsin,
  arctan,
  cos,
  erf,
  erfc,
  exp,
  expm1,
  ln,
  lnGamma,
  log1p,
  log2,
  log10,
  normalCdf,
  normalQuantile,
  pow,
  sin,
  tan,
  tanh,
} from "../index.js";
import { type Exact, ulpDistance } from "./fixed-point.js";
import { type Inputs, inputs } from "./random-inputs.js";
import * as reference from "./reference.js";

/** The largest error seen of one function over one family of inputs. */
export interface AccuracyRow {
  readonly name: string;
  readonly family: string;
  readonly inputs: number;
  /** In units of the last place of the exact result; a correctly rounded result is within 0.5. */
  readonly worst: number;
  readonly at: readonly number[];
  /** What the function promises. */
  readonly bar: number;
}

interface Family {
  readonly about: string;
  readonly draw: (random: Inputs) => readonly number[];
}

interface Subject {
  /** Functions that share inputs and one reference evaluation. */
  readonly names: readonly string[];
  readonly bar: number;
  /** Share of the n inputs: the references of the integrals are slow. */
  readonly share: number;
  readonly families: readonly Family[];
  readonly distances: (input: readonly number[]) => readonly number[];
}

/** A neighbour of x, `steps` doubles away; x and the result of one sign. */
function neighbour(x: number, steps: number): number {
  const low = (lowWord(x) >>> 0) + steps;
  const carry = low < 0 ? -1 : low > 4294967295 ? 1 : 0;
  return fromWords(highWord(x) + carry, low | 0);
}

function one(f: (x: number) => number, exact: (x: number) => Exact): Subject["distances"] {
  return ([x = Number.NaN]) => [ulpDistance(f(x), exact(x))];
}

const family = (about: string, draw: (random: Inputs) => number): Family => ({
  about,
  draw: (random) => [draw(random)],
});

const angles: readonly Family[] = [
  family("uniform in (-1000, 1000)", (r) => r.uniform(-1000, 1000)),
  family("log-uniform 2^-60 … 2^1023, both signs", (r) => r.signed(r.exponents(-60, 1023))),
  family("doubles next to multiples of π/2 up to 2^19 π/2", (r) =>
    neighbour(r.whole(1, 524288) * 1.5707963267948966, r.whole(-2, 2)),
  ),
];

/** Sines or cosines of an angle. */
const cosines: readonly Family[] = [
  family("uniform in (-1, 1)", (r) => r.uniform(-1, 1)),
  family("log-uniform 2^-60 … 1, both signs", (r) => r.signed(r.exponents(-60, -1))),
  family("±(1 - log-uniform 2^-53 … 2^-2)", (r) => r.signed(1 - r.exponents(-53, -3))),
];

const subjects: readonly Subject[] = [
  {
    names: ["exp"],
    bar: 1,
    share: 1,
    distances: one(exp, reference.expReference),
    families: [
      family("uniform in (-745.2, 709.8)", (r) => r.uniform(-745.2, 709.8)),
      family("log-uniform 2^-60 … 2^9, both signs", (r) => r.signed(r.exponents(-60, 8))),
      family("subnormal results", (r) => r.uniform(-745.14, -708.39)),
      family("next to overflow and underflow", (r) =>
        r.whole(0, 1) === 0 ? r.uniform(709.7, 709.79) : r.uniform(-745.2, -745),
      ),
    ],
  },
  {
    names: ["ln"],
    bar: 1,
    share: 1,
    distances: one(ln, reference.lnReference),
    families: [
      family("log-uniform, all positive doubles", (r) => r.exponents(-1074, 1023)),
      family("uniform in (0, 4)", (r) => r.uniform(2e-16, 4)),
      family("1 ± log-uniform 2^-52 … 2^-2", (r) => 1 + r.signed(r.exponents(-52, -2))),
    ],
  },
  {
    names: ["sin", "cos"],
    bar: 1,
    share: 1,
    families: angles,
    distances: ([x = Number.NaN]) => {
      const exact = reference.sineCosineReference(x);
      return [ulpDistance(sin(x), exact.sine), ulpDistance(cos(x), exact.cosine)];
    },
  },
  {
    names: ["sqrt"],
    bar: 0.5,
    share: 1,
    distances: one(Math.sqrt, reference.sqrtReference),
    families: [
      family("log-uniform, all positive doubles", (r) => r.exponents(-1074, 1023)),
      family("uniform in (0, 4)", (r) => r.uniform(0, 4)),
    ],
  },
  {
    names: ["pow"],
    bar: 1,
    share: 1,
    distances: ([x = Number.NaN, y = Number.NaN]) => [ulpDistance(pow(x, y), reference.powReference(x, y))],
    families: [
      {
        about: "x log-uniform over all doubles, x^y over the whole range",
        draw: (r) => ratioOf(r, r.exponents(-1022, 1023)),
      },
      {
        about: "x = 1 ± 2^-52 … 2^-2, exponents up to 10^18",
        draw: (r) => ratioOf(r, 1 + r.signed(r.exponents(-52, -2))),
      },
      { about: "x in (0, 10), y in (-20, 20)", draw: (r) => [r.uniform(1e-9, 10), r.uniform(-20, 20)] },
      { about: "whole bases and exponents", draw: (r) => [r.whole(2, 1000), r.whole(-100, 100)] },
    ],
  },
  { names: ["tan"], bar: 1.5, share: 0.05, families: angles, distances: one(tan, reference.tanReference) },
  {
    names: ["arctan"],
    bar: 1,
    share: 0.05,
    distances: one(arctan, reference.arctanReference),
    families: [
      family("uniform in (-4, 4)", (r) => r.uniform(-4, 4)),
      family("log-uniform 2^-60 … 2^1023, both signs", (r) => r.signed(r.exponents(-60, 1023))),
      family("next to the ends of the table's steps, odd multiples of 1/16, and their inverses", (r) => {
        const end = neighbour(0.0625 * r.whole(1, 16), r.whole(-4, 4));
        return r.whole(0, 1) === 0 ? end : 1 / end;
      }),
    ],
  },
  {
    names: ["arcsin"],
    bar: 1,
    share: 0.05,
    distances: one(arcsin, reference.arcsinReference),
    families: cosines,
  },
  {
    names: ["arccos"],
    bar: 1,
    share: 0.05,
    distances: one(arccos, reference.arccosReference),
    families: cosines,
  },
  {
    names: ["tanh"],
    bar: 1,
    share: 0.05,
    distances: one(tanh, reference.tanhReference),
    families: [
      family("log-uniform 2^-60 … 2^5", (r) => r.signed(r.exponents(-60, 4))),
      family("uniform in (-3, 3)", (r) => r.uniform(-3, 3)),
    ],
  },
  {
    names: ["expm1"],
    bar: 1,
    share: 0.05,
    distances: one(expm1, reference.expm1Reference),
    families: [
      family("log-uniform 2^-60 … 2^6", (r) => r.signed(r.exponents(-60, 5))),
      family("uniform in (-2, 2)", (r) => r.uniform(-2, 2)),
    ],
  },
  {
    names: ["log1p"],
    bar: 1,
    share: 0.05,
    distances: one(log1p, reference.log1pReference),
    families: [
      family("log-uniform 2^-60 … 2^100", (r) => r.exponents(-60, 99)),
      family("uniform in (-1, 1)", (r) => r.uniform(-1, 1)),
    ],
  },
  {
    names: ["log10", "log2"],
    bar: 1,
    share: 0.05,
    distances: ([x = Number.NaN]) => [
      ulpDistance(log10(x), reference.log10Reference(x)),
      ulpDistance(log2(x), reference.log2Reference(x)),
    ],
    families: [
      family("log-uniform, all positive doubles", (r) => r.exponents(-1074, 1023)),
      family("uniform in (0.5, 1.5)", (r) => r.uniform(0.5, 1.5)),
    ],
  },
  {
    names: ["erf"],
    bar: 1,
    share: 0.03,
    distances: one(erf, reference.erfReference),
    families: [
      family("uniform in (-6, 6)", (r) => r.uniform(-6, 6)),
      family("log-uniform 2^-60 … 2^2", (r) => r.signed(r.exponents(-60, 1))),
    ],
  },
  {
    names: ["erfc"],
    bar: 2,
    share: 0.03,
    distances: one(erfc, reference.erfcReference),
    families: [
      family("uniform in (-6, 26.5)", (r) => r.uniform(-6, 26.5)),
      family("uniform in (0, 2)", (r) => r.uniform(0, 2)),
      family("subnormal results", (r) => r.uniform(26.5, 27.3)),
    ],
  },
  {
    names: ["normalCdf"],
    bar: 2,
    share: 0.03,
    distances: one(normalCdf, reference.normalCdfReference),
    families: [
      family("uniform in (-8, 8)", (r) => r.uniform(-8, 8)),
      family("uniform in (-38.5, 0)", (r) => r.uniform(-38.5, 0)),
    ],
  },
  {
    names: ["normalQuantile"],
    bar: 2.5,
    share: 0.03,
    distances: ([p = Number.NaN]) => {
      const value = normalQuantile(p);
      return [ulpDistance(value, reference.normalQuantileReference(p, value))];
    },
    families: [
      family("uniform in (0, 1)", (r) => r.uniform(1e-17, 1)),
      family("log-uniform 2^-1074 … 1/2", (r) => r.exponents(-1074, -2)),
      family("1/2 ± log-uniform", (r) => 0.5 + r.signed(r.exponents(-52, -2))),
    ],
  },
  {
    names: ["lnGamma"],
    bar: 4,
    share: 0.03,
    distances: one(lnGamma, reference.lnGammaReference),
    families: [
      family("uniform in (0, 3)", (r) => r.uniform(1e-9, 3)),
      family("uniform in (3, 30)", (r) => r.uniform(3, 30)),
      family("log-uniform 2^-50 … 2^60", (r) => r.exponents(-50, 59)),
    ],
  },
];

/** y such that x^y lies anywhere between underflow and overflow. */
function ratioOf(random: Inputs, x: number): readonly number[] {
  return [x, random.uniform(-745, 709.7) / ln(x)];
}

/** The names of all functions that can be measured, in groups that share their inputs. */
export const measured: readonly (readonly string[])[] = subjects.map(({ names }) => names);

/**
 * The largest error of the functions against the fixed-point reference.
 *
 * @param n Inputs per function, split evenly over its families; 10^6 in the tests, 10^8 for a release. The
 * functions with slow references (share below 1 above) take 5 % or 1 % of it.
 * @param only Names to measure; all without it.
 */
export function accuracyTable(n: number, only?: readonly string[], seed = 20_260_101): AccuracyRow[] {
  const rows: AccuracyRow[] = [];
  for (const subject of subjects) {
    if (only !== undefined && !subject.names.some((name) => only.includes(name))) continue;
    const count = Math.ceil((n * subject.share) / subject.families.length);
    subject.families.forEach((family, index) => {
      const random = inputs(seed + index);
      const worst = subject.names.map(() => ({ distance: -1, at: [] as readonly number[] }));
      for (let i = 0; i < count; i++) {
        const input = family.draw(random);
        const distances = subject.distances(input);
        for (let j = 0; j < worst.length; j++) {
          if (!(distances[j]! <= worst[j]!.distance)) worst[j] = { distance: distances[j]!, at: input };
        }
      }
      subject.names.forEach((name, j) => {
        rows.push({
          name,
          family: family.about,
          inputs: count,
          worst: worst[j]!.distance,
          at: worst[j]!.at,
          bar: subject.bar,
        });
      });
    });
  }
  return rows;
}

/** The rows as text, one line each. */
export function formatAccuracy(rows: readonly AccuracyRow[]): string {
  return rows
    .map(({ name, family, inputs: count, worst, at, bar }) =>
      [
        name.padEnd(15),
        worst.toFixed(4).padStart(7),
        `<= ${bar}`.padEnd(7),
        String(count).padStart(9),
        family,
        `(at ${at.join(", ")})`,
      ].join("  "),
    )
    .join("\n");
}
