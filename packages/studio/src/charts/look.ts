/** Colours of a chart, as attributes of its own parts, so that a picture taken of it stands alone. */
export interface Look {
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly paper: string;
  readonly line: string;
  readonly other: string;
  readonly fan: string;
  /** Told apart also by who confuses red and green: the palette of Okabe and Ito (2008). */
  readonly series: readonly string[];
}

const okabeIto = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999"];

const light: Look = {
  ink: "#212529",
  quiet: "#495057",
  grid: "#e9ecef",
  paper: "#ffffff",
  line: "#1864ab",
  other: "#b34700",
  fan: "24, 100, 171",
  series: okabeIto,
};

const dark: Look = {
  ink: "#e9ecef",
  quiet: "#c1c2c5",
  grid: "#424242",
  paper: "#242424",
  line: "#4dabf7",
  other: "#ffa94d",
  fan: "77, 171, 247",
  series: ["#4dabf7", ...okabeIto.slice(1)],
};

export function lookOf(isDark: boolean): Look {
  return isDark ? dark : light;
}

/** Dashes by which lines are told apart without colour. */
export const dashes: readonly (string | undefined)[] = [undefined, "7 4", "2 3", "9 3 2 3", "12 4", "4 2 1 2"];
