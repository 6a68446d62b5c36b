import { expect, test } from "vitest";
import { compareVersions, parseRange, parseVersion } from "./version.js";

test("the order of semver.org 2.0.0, rule 11", () => {
  const ordered = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"];
  ordered.push("1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0");
  for (const [index, one] of ordered.entries()) {
    for (const [place, other] of ordered.entries()) {
      expect(Math.sign(compareVersions(parseVersion(one), parseVersion(other)))).toBe(Math.sign(index - place));
    }
  }
  expect(compareVersions(parseVersion("1.0.0+a"), parseVersion("1.0.0+b"))).toBe(0);
});

test.each([
  ["^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "1.3.0-beta"]],
  ["^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "1.0.0"]],
  ["^0.0.3", ["0.0.3"], ["0.0.4"]],
  ["~1.2.3", ["1.2.9"], ["1.3.0"]],
  [">=1.2.3", ["1.2.3", "9.0.0"], ["1.2.2", "2.0.0-rc.1"]],
  ["1.2.3", ["1.2.3"], ["1.2.4"]],
  ["*", ["0.0.1", "9.9.9"], ["1.0.0-beta"]],
  ["^1.2.3-beta.2", ["1.2.3-beta.4", "1.5.0"], ["1.2.3-beta.1", "1.2.4-beta.2"]],
])("the range %s allows what node-semver's documentation says it does", (range, allowed, refused) => {
  const allows = parseRange(range);
  expect(allowed.filter((version) => !allows(parseVersion(version)))).toEqual([]);
  expect(refused.filter((version) => allows(parseVersion(version)))).toEqual([]);
});

test.each(["1.2", "01.2.3", "v1.2.3", "1.2.3-", "1.2.3-01", "", "^", "latest"])("%j is refused", (text) => {
  expect(() => parseRange(text)).toThrow(/module\/version/);
});
