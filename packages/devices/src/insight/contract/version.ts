import { fail } from "@tokenwright/engine";

/** A semantic version (semver.org 2.0.0). Build metadata does not take part in the order and is not kept. */
export interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  readonly prerelease: readonly string[];
}

const form =
  /^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(?:-([0-9A-Za-z.-]{1,80}))?(?:\+[0-9A-Za-z.-]{1,80})?$/;

/** @throws TokenwrightError `module/version`. */
export function parseVersion(text: string): Version {
  const match = text.length <= 200 ? form.exec(text) : null;
  const prerelease = match?.[4]?.split(".") ?? [];
  const isSound = prerelease.every((part) => part !== "" && !/^0[0-9]+$/.test(part));
  if (match === null || !isSound) {
    return fail({
      code: "module/version",
      message: `${JSON.stringify(text.slice(0, 60))} is no semantic version.`,
      expected: "three numbers, such as 1.2.0 or 2.0.0-beta.1",
    });
  }
  return { numbers: [Number(match[1]), Number(match[2]), Number(match[3])], prerelease };
}

/** Below 0 when the first comes before the second, by rule 11 of the standard. */
export function compareVersions(one: Version, other: Version): number {
  for (const [index, number] of one.numbers.entries()) {
    if (number !== other.numbers[index]) return number - other.numbers[index]!;
  }
  if (one.prerelease.length === 0 || other.prerelease.length === 0) {
    return other.prerelease.length - one.prerelease.length;
  }
  for (const [index, part] of one.prerelease.entries()) {
    const against = other.prerelease[index];
    if (against === undefined) return 1;
    const order = comparePart(part, against);
    if (order !== 0) return order;
  }
  return one.prerelease.length - other.prerelease.length;
}

function comparePart(one: string, other: string): number {
  const [isNumber, otherIs] = [/^[0-9]+$/.test(one), /^[0-9]+$/.test(other)];
  if (isNumber && otherIs) return Number(one) - Number(other);
  if (isNumber !== otherIs) return isNumber ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** True for the versions that a range allows. */
export type VersionRange = (version: Version) => boolean;

/**
 * Reads a range: `1.2.0` that version alone, `^1.2.0` up to the next that may break (the leftmost number that is not
 * 0), `~1.2.0` up to the next minor, `>=1.2.0` from there on, `*` any. A prerelease is allowed only where the range
 * names one of the same three numbers.
 *
 * @throws TokenwrightError `module/version`.
 */
export function parseRange(text: string): VersionRange {
  if (text === "*") return (version) => version.prerelease.length === 0;
  const [, operator = "", rest = ""] = /^(\^|~|>=)?(.*)$/.exec(text) ?? [];
  const from = parseVersion(rest);
  const [major, minor, patch] = from.numbers;
  const end: readonly [number, number, number] =
    operator === "~"
      ? [major, minor + 1, 0]
      : major > 0
        ? [major + 1, 0, 0]
        : minor > 0
          ? [0, minor + 1, 0]
          : [0, 0, patch + 1];
  return (version) => {
    const order = compareVersions(version, from);
    if (operator === "") return order === 0;
    if (order < 0) return false;
    const isNear = version.numbers.every((number, index) => number === from.numbers[index]);
    if (version.prerelease.length > 0 && !(isNear && from.prerelease.length > 0)) return false;
    return (
      operator === ">=" ||
      compareVersions({ numbers: version.numbers, prerelease: [] }, { numbers: end, prerelease: [] }) < 0
    );
  };
}
