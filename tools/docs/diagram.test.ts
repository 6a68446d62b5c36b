import { type Economy, isEconomy, type Model } from "@tokenwright/engine";
import { models, networks } from "@tokenwright/library";
import { expect, test } from "vitest";
import { modelPages } from "../generate-docs.js";
import { repository } from "../house.js";
import { diagramsOf } from "./diagram.js";

const pages = modelPages(repository);
const all = [...models, ...networks].map(([path, { model }]) => ({ path, model: model as Model | Economy }));
const folder = "docs/reference/models";

test.each(all)("the page of $path shows a diagram that lies beside it, and has each of its stocks and flows", (one) => {
  const { path, model } = one;
  const page = pages.get(`${folder}/${path}.md`)!;
  const shown = Array.from(page.matchAll(/\]\(([\w-]+\.svg)\)/g), ([, file]) => file!);
  expect(shown[0]).toBe(`${path.split("/").at(-1)}.svg`);
  const parts = isEconomy(model) ? Object.entries(model.modules) : [["", { model }] as const];
  for (const file of shown) {
    const svg = pages.get(`${folder}/${path.split("/")[0]}/${file}`)!;
    expect(svg).toMatch(/^<svg /);
    for (const [module, use] of parts) {
      for (const name of [...Object.keys(use.model.stocks ?? {}), ...Object.keys(use.model.flows ?? {})]) {
        const base = name.replace(/\[.*/, "");
        expect(svg, name).toContain(`data-name="${module === "" ? base : `${module}.${base}`}"`);
      }
    }
  }
});

test("a diagram that a page would shrink too much is shown as its structure, with a link to the whole", () => {
  const wide = diagramsOf(models.get("issuance/reserve-expansion")!.model, "one");
  expect([...wide.files.keys()]).toEqual(["one.svg", "one-full.svg"]);
  expect(wide.files.get("one.svg")).not.toContain('class="link"');
  expect(wide.files.get("one-full.svg")).toContain('class="link"');
  expect(wide.text).toContain("](one-full.svg)");
  const narrow = diagramsOf(models.get("issuance/halving")!.model, "one");
  expect([...narrow.files.keys()]).toEqual(["one.svg"]);
  expect(narrow.files.get("one.svg")).toContain('class="link"');
});
