import { fail } from "@tokenwright/engine";

export const stabilityClasses = ["A", "B", "C", "D", "E", "F"] as const;
/** Pasquill's stability classes, from very unstable to stable. */
export type StabilityClass = (typeof stabilityClasses)[number];

/** σ(x) = slope · x · (1 + growth · x)^power, in metres. */
type Curve = readonly [slope: number, growth: number, power: -1 | -0.5 | 0 | 0.5];
type Curves = { readonly [C in StabilityClass]: { readonly across: Curve; readonly up: Curve } };

// Briggs 1973 (Diffusion estimation for small emissions, ATDL 79), in the form of Hanna, Briggs & Hosker 1982, table 4.5.
// The coefficients are unverified: taken from secondary texts that agree, not read in the report.
const rural: Curves = {
  A: { across: [0.22, 1e-4, -0.5], up: [0.2, 0, 0] },
  B: { across: [0.16, 1e-4, -0.5], up: [0.12, 0, 0] },
  C: { across: [0.11, 1e-4, -0.5], up: [0.08, 2e-4, -0.5] },
  D: { across: [0.08, 1e-4, -0.5], up: [0.06, 1.5e-3, -0.5] },
  E: { across: [0.06, 1e-4, -0.5], up: [0.03, 3e-4, -1] },
  F: { across: [0.04, 1e-4, -0.5], up: [0.016, 3e-4, -1] },
};
const urbanUnstable = { across: [0.32, 4e-4, -0.5], up: [0.24, 1e-3, 0.5] } as const;
const urbanStable = { across: [0.11, 4e-4, -0.5], up: [0.08, 1.5e-3, -0.5] } as const;
const urban: Curves = {
  A: urbanUnstable,
  B: urbanUnstable,
  C: { across: [0.22, 4e-4, -0.5], up: [0.2, 0, 0] },
  D: { across: [0.16, 4e-4, -0.5], up: [0.14, 3e-4, -0.5] },
  E: urbanStable,
  F: urbanStable,
};

/**
 * Briggs's widths of a plume across the wind and upwards, as standard deviations in metres. Meant for distances from
 * 100 m to 10 km; nearer and farther the curves are followed all the same.
 *
 * @param distance Along the wind from the source, in metres, above 0.
 * @throws TokenwrightError `environment/stability` for a class that is none.
 */
export function briggs(stability: StabilityClass, isUrban: boolean, distance: number): { across: number; up: number } {
  if (!stabilityClasses.includes(stability)) {
    fail({
      code: "environment/stability",
      message: `There is no stability class ${String(stability).slice(0, 20)}.`,
      expected: stabilityClasses.join(", "),
    });
  }
  const { across, up } = (isUrban ? urban : rural)[stability];
  return { across: width(across, distance), up: width(up, distance) };
}

function width([slope, growth, power]: Curve, distance: number): number {
  const base = 1 + growth * distance;
  switch (power) {
    case 0:
      return slope * distance;
    case 0.5:
      return slope * distance * Math.sqrt(base);
    case -0.5:
      return (slope * distance) / Math.sqrt(base);
    case -1:
      return (slope * distance) / base;
  }
}
