import { didYouMean, fail } from "@tokenwright/engine";
import { quote } from "../refuse.js";

/** A unit of UCUM in terms of its kind's own: a value in it is `scale * value + offset` of that. */
interface UcumUnit {
  readonly kind: string;
  readonly scale: number;
  readonly offset: number;
}

const unit = (kind: string, scale = 1, offset = 0): UcumUnit => ({ kind, scale, offset });

/**
 * The units of the Unified Code for Units of Measure (UCUM, case sensitive) that modules name in their manifests.
 * Scales are those of UCUM's own definitions; `m[Hg]` is 133.3220 kPa there.
 */
export const ucumUnits: ReadonlyMap<string, UcumUnit> = new Map([
  ["K", unit("temperature")],
  ["Cel", unit("temperature", 1, 273.15)],
  ["[degF]", unit("temperature", 5 / 9, 459.67 * (5 / 9))],
  ["Pa", unit("pressure")],
  ["hPa", unit("pressure", 100)],
  ["kPa", unit("pressure", 1000)],
  ["bar", unit("pressure", 1e5)],
  ["mbar", unit("pressure", 100)],
  ["atm", unit("pressure", 101_325)],
  ["mm[Hg]", unit("pressure", 133.322)],
  ["[in_i'Hg]", unit("pressure", 133_322 * 0.0254)],
  ["m/s", unit("speed")],
  ["km/h", unit("speed", 1 / 3.6)],
  ["m/h", unit("speed", 1 / 3600)],
  ["mm/h", unit("speed", 1 / 3.6e6)],
  ["[mi_i]/h", unit("speed", 1609.344 / 3600)],
  ["[kn_i]", unit("speed", 1852 / 3600)],
  ["m/s2", unit("acceleration")],
  ["m", unit("length")],
  ["km", unit("length", 1000)],
  ["cm", unit("length", 0.01)],
  ["mm", unit("length", 0.001)],
  ["[in_i]", unit("length", 0.0254)],
  ["[ft_i]", unit("length", 0.3048)],
  ["m2", unit("area")],
  ["m3", unit("volume")],
  ["L", unit("volume", 0.001)],
  ["l", unit("volume", 0.001)],
  ["m3/s", unit("volume flow")],
  ["L/s", unit("volume flow", 0.001)],
  ["kg", unit("mass")],
  ["g", unit("mass", 0.001)],
  ["kg/m3", unit("density")],
  ["g/m3", unit("density", 1e-3)],
  ["mg/m3", unit("density", 1e-6)],
  ["ug/m3", unit("density", 1e-9)],
  ["s", unit("time")],
  ["ms", unit("time", 0.001)],
  ["min", unit("time", 60)],
  ["h", unit("time", 3600)],
  ["d", unit("time", 86_400)],
  ["Hz", unit("frequency")],
  ["MHz", unit("frequency", 1e6)],
  ["/s", unit("frequency")],
  ["/min", unit("frequency", 1 / 60)],
  ["W", unit("power")],
  ["kW", unit("power", 1000)],
  ["V.A", unit("apparent power")],
  ["kV.A", unit("apparent power", 1000)],
  ["J", unit("energy")],
  ["W.h", unit("energy", 3600)],
  ["kW.h", unit("energy", 3.6e6)],
  ["W/m2", unit("irradiance")],
  ["V", unit("voltage")],
  ["mV", unit("voltage", 0.001)],
  ["A", unit("current")],
  ["mA", unit("current", 0.001)],
  ["C", unit("charge")],
  ["A.h", unit("charge", 3600)],
  ["Ohm", unit("resistance")],
  ["S/m", unit("conductivity")],
  ["lx", unit("illuminance")],
  ["deg", unit("angle")],
  ["rad", unit("angle", 57.295779513082323)],
  ["1", unit("ratio")],
  ["%", unit("ratio", 0.01)],
  ["[ppth]", unit("ratio", 1e-3)],
  ["[ppm]", unit("ratio", 1e-6)],
  ["dB", unit("level")],
  ["B", unit("level", 10)],
  ["[pH]", unit("acidity")],
  ["By", unit("data", 8)],
  ["bit", unit("data")],
  ["bit/s", unit("data rate")],
  ["By/s", unit("data rate", 8)],
]);

/** SenML's spelling where UCUM's is another. `%RH` and `%EL` are shares of different wholes, which UCUM does not tell apart. */
const otherSpellings: ReadonlyMap<string, string> = new Map([
  ["/", "1"],
  ["/100", "%"],
  ["/1000", "[ppth]"],
  ["ppm", "[ppm]"],
  ["count", "1"],
  ["%RH", "%"],
  ["%EL", "%"],
  ["EL", "s"],
  ["lat", "deg"],
  ["lon", "deg"],
  ["l", "L"],
  ["l/s", "L/s"],
  ["1/s", "/s"],
  ["1/min", "/min"],
  ["beat/min", "/min"],
  ["beats", "1"],
  ["pH", "[pH]"],
  ["B", "By"],
  ["B/s", "By/s"],
  ["VA", "V.A"],
  ["kVA", "kV.A"],
  ["Ah", "A.h"],
  ["Wh", "W.h"],
  ["kWh", "kW.h"],
]);

/** UCUM's code of a unit of the SenML registry; undefined when the table has none. */
export function ucumOf(senmlUnit: string): string | undefined {
  const code = otherSpellings.get(senmlUnit) ?? senmlUnit;
  return ucumUnits.has(code) ? code : undefined;
}

/**
 * A value in another unit of the same kind: 77 `[degF]` are 25 `Cel`.
 *
 * @throws TokenwrightError `device/ucum` for a unit that is not in the table, and for units of two kinds.
 */
export function convertUcum(value: number, from: string, to: string): number {
  if (from === to && ucumUnits.has(from)) return value;
  const source = unitOf(from);
  const target = unitOf(to);
  if (source.kind !== target.kind) {
    fail({
      code: "device/ucum",
      message: `The unit ${quote(from)} is one of ${source.kind} and ${quote(to)} one of ${target.kind}.`,
      expected: "two units of one kind",
    });
  }
  return (value * source.scale + (source.offset - target.offset)) / target.scale;
}

function unitOf(code: string): UcumUnit {
  const found = ucumUnits.get(code);
  if (found !== undefined) return found;
  const hint = didYouMean(code, ucumUnits.keys());
  return fail({
    code: "device/ucum",
    message: `The unit ${quote(code)} of UCUM is not in the table.`,
    expected: "a unit such as Cel, hPa or ug/m3",
    ...(hint === undefined ? {} : { hint }),
  });
}
