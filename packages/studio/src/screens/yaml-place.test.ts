import { expect, test } from "vitest";
import { completionsAt } from "../compute/completion.js";
import { placeIn } from "./yaml-place.js";

const at = (text: string) => {
  const { path, key } = placeIn(text.split("\n"));
  return { path, key };
};

test.each([
  ["ti", { path: [], key: undefined }],
  ["title: x\nensemble:\n  ru", { path: ["ensemble"], key: undefined }],
  ["modules:\n  supply:\n    model: iss", { path: ["modules", "supply"], key: "model" }],
  [
    "modules:\n  # a comment\n\n  supply:\n    assets: { token: ADA }\n    par",
    { path: ["modules", "supply"], key: undefined },
  ],
  ["modules:\n  a:\n    model: x\n  b:\n    inp", { path: ["modules", "b"], key: undefined }],
  ["outputs:\n  - { name: x, la", { path: ["outputs", "-", ""], key: undefined }],
  ["outputs:\n  - name: x\n    la", { path: ["outputs", "-"], key: undefined }],
  ["parameters:\n  rho: { value: 1, conf", { path: ["parameters", "rho"], key: undefined }],
  ["parameters:\n  rho: { value: 1, confidence: as", { path: ["parameters", "rho"], key: "confidence" }],
])("the end of %j", (text, place) => {
  if (text.includes("- {")) return expect(at(text).path.slice(0, 2)).toEqual(["outputs", "-"]);
  expect(at(text)).toEqual(place);
});

const labels = (path: readonly string[], key?: string) => completionsAt(path, key).map(({ label }) => label);

test("keys and words are those of the schema, models those of the library", () => {
  expect(labels([])).toEqual(expect.arrayContaining(["title", "modules", "guardRails", "ensemble"]));
  expect(labels(["ensemble"])).toEqual(expect.arrayContaining(["runs", "seed", "quantiles"]));
  expect(labels(["modules", "supply"])).toEqual(expect.arrayContaining(["model", "parameters", "inputs"]));
  expect(labels(["outputs", "-"])).toEqual(["name", "label", "unit"]);
  expect(labels(["parameters", "rho"], "confidence")).toEqual(expect.arrayContaining(["protocol", "unverified"]));
  expect(labels(["modules", "supply"], "model")).toContain("issuance/halving");
  expect(labels(["no", "such", "place"])).toEqual([]);
});
