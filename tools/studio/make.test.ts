import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { budget } from "./budget.js";
import { firstBytes, studioFolder } from "./make.js";

test("the first files of the studio stay within their budget", () => {
  const sizes = firstBytes(studioFolder());
  for (const part of ["page", "worker", "style"] as const) {
    expect(sizes[part], part).toBeGreaterThan(0.5 * budget[part]);
    expect(sizes[part], part).toBeLessThan(budget[part]);
  }
});

test("the page has no script but files of its own, and names no other host", () => {
  const folder = studioFolder();
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [, attributes, content] of scripts) {
    expect(attributes).toMatch(/src="\.\//);
    expect(content).toBe("");
  }
  expect(html).not.toMatch(/\son\w+=|https?:\/\//);
});

test("no script of the studio makes code of texts", () => {
  const assets = join(studioFolder(), "assets");
  for (const file of readdirSync(assets).filter((name) => name.endsWith(".js"))) {
    expect(readFileSync(join(assets, file), "utf8"), file).not.toMatch(/\beval\(|new Function\(/);
  }
});

test("the same sources are built once", () => {
  expect(studioFolder()).toBe(studioFolder());
});
