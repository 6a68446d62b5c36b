import { didYouMean } from "@tokenwright/engine";
import { quote, refuse } from "../refuse.js";

/** A secondary unit: a value in it is `scale * value + offset` in the main unit. */
interface SecondaryUnit {
  readonly main: string;
  readonly scale: number;
  readonly offset: number;
}

/**
 * The main units of the SenML registry: RFC 8428 section 12.1, and those added by RFC 8798 section 2 (B, VA, VAs,
 * var, vars, J/m, kg/m3, deg). The registry also marks some as not recommended; they are read all the same.
 */
export const mainUnits: ReadonlySet<string> = new Set([
  ...["m", "kg", "g", "s", "A", "K", "cd", "mol", "Hz", "rad", "sr", "N", "Pa", "J", "W", "C", "V", "F", "Ohm", "S"],
  ...["Wb", "T", "H", "Cel", "lm", "lx", "Bq", "Gy", "Sv", "kat", "m2", "m3", "l", "m/s", "m/s2", "m3/s", "l/s"],
  ...["W/m2", "cd/m2", "bit", "bit/s", "lat", "lon", "pH", "dB", "dBW", "Bspl", "count", "/", "%", "%RH", "%EL"],
  ...["EL", "1/s", "1/min", "beat/min", "beats", "S/m"],
  ...["B", "VA", "VAs", "var", "vars", "J/m", "kg/m3", "deg"],
]);

const scaled = (main: string, scale: number, offset = 0): SecondaryUnit => ({ main, scale, offset });

/** The secondary units of RFC 8798 section 5. Unverified: from memory, not compared with the registry line by line. */
export const secondaryUnits: ReadonlyMap<string, SecondaryUnit> = new Map([
  ["ms", scaled("s", 1 / 1000)],
  ["min", scaled("s", 60)],
  ["h", scaled("s", 3600)],
  ["MHz", scaled("Hz", 1e6)],
  ["kW", scaled("W", 1000)],
  ["kVA", scaled("VA", 1000)],
  ["kvar", scaled("var", 1000)],
  ["Ah", scaled("C", 3600)],
  ["Wh", scaled("J", 3600)],
  ["kWh", scaled("J", 3.6e6)],
  ["varh", scaled("vars", 3600)],
  ["kvarh", scaled("vars", 3.6e6)],
  ["kVAh", scaled("VAs", 3.6e6)],
  ["Wh/km", scaled("J/m", 3.6)],
  ["KiB", scaled("B", 1024)],
  ["GB", scaled("B", 1e9)],
  ["Mbit/s", scaled("bit/s", 1e6)],
  ["B/s", scaled("bit/s", 8)],
  ["MB/s", scaled("bit/s", 8e6)],
  ["mV", scaled("V", 1 / 1000)],
  ["mA", scaled("A", 1 / 1000)],
  ["dBm", scaled("dBW", 1, -30)],
  ["ug/m3", scaled("kg/m3", 1e-9)],
  ["mm/h", scaled("m/s", 1 / 3.6e6)],
  ["m/h", scaled("m/s", 1 / 3600)],
  ["ppm", scaled("/", 1e-6)],
  ["/100", scaled("/", 1 / 100)],
  ["/1000", scaled("/", 1 / 1000)],
  ["hPa", scaled("Pa", 100)],
  ["mm", scaled("m", 1 / 1000)],
  ["cm", scaled("m", 1 / 100)],
  ["km", scaled("m", 1000)],
  ["km/h", scaled("m/s", 1 / 3.6)],
]);

/** Whether the SenML registry has the unit, as a main or a secondary one. */
export function isSenmlUnit(unit: string): boolean {
  return mainUnits.has(unit) || secondaryUnits.has(unit);
}

/**
 * Refuses a unit that the registry does not have.
 *
 * @throws TokenwrightError `device/unit`, with the nearest unit that there is.
 */
export function checkSenmlUnit(unit: string, path?: string): void {
  if (isSenmlUnit(unit)) return;
  const near = didYouMean(unit, [...mainUnits, ...secondaryUnits.keys()]);
  const expected = `a unit of the SenML registry, such as Cel or hPa${near === undefined ? "" : `; ${near}`}`;
  refuse("device/unit", `The unit ${quote(unit)} is not in the registry.`, path, expected);
}

/** The value in the main unit: 101.3 of hPa is 10130 of Pa. Main units stay as they are. */
export function toMainUnit(value: number, unit: string): { readonly value: number; readonly unit: string } {
  const secondary = secondaryUnits.get(unit);
  if (secondary === undefined) return { value, unit };
  return { value: value * secondary.scale + secondary.offset, unit: secondary.main };
}
