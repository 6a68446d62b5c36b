import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toolVersion } from "./version.js";

test("the version that results are marked with is the package's", () => {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  expect(toolVersion).toBe(JSON.parse(text).version);
});
