import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { hashCode } from "../contract/hash-code.js";
import { signManifest } from "../contract/manifest.js";
import { builtInModules } from "../modules/list.js";
import { noiseModule } from "../modules/noise.js";
import { ModuleRegistry } from "./registry.js";

const { manifest } = noiseModule;
const version = (number: string) => ({
  manifest: { ...manifest, version: number },
  definition: noiseModule,
  worker: undefined,
});
const request = { kind: "report", capability: "noise-indicators", version: "^1.0.0" } as const;

test("a request is answered by the newest version that its range allows", () => {
  const registry = new ModuleRegistry();
  for (const number of ["1.0.0", "1.10.0", "1.9.0", "2.0.0", "1.11.0-beta"]) registry.add(version(number));
  expect(registry.resolve(request).manifest.version).toBe("1.10.0");
  expect(registry.resolve({ ...request, version: "*" }).manifest.version).toBe("2.0.0");
  const found = registry.resolve({ ...request, version: "1.9.0" });
  expect(registry.get(found.address)).toBe(found);
});

test("what there is not is refused with what there is, or with a like word", () => {
  const registry = new ModuleRegistry();
  registry.add(version("1.0.0"));
  expect(() => registry.resolve({ ...request, version: "^3.0.0" })).toThrow(/module\/unknown/);
  expect(() => registry.resolve({ ...request, capability: "noise-indicator" })).toThrow(/module\/unknown/);
});

test("one version has one content", () => {
  const registry = new ModuleRegistry();
  registry.add(version("1.0.0"));
  registry.add(version("1.0.0"));
  expect(() => registry.add({ ...version("1.0.0"), manifest: { ...manifest, title: "Other." } })).toThrow(
    /module\/duplicate/,
  );
});

test("code that was changed after its manifest was made is refused, also in a file that it imports", () => {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-module-"));
  const entry = join(folder, "entry.mjs");
  writeFileSync(entry, 'import { two } from "./two.mjs";\nexport const four = two + two;\n');
  writeFileSync(join(folder, "two.mjs"), "export const two = 2;\n");
  const code = pathToFileURL(entry).href;
  const registry = new ModuleRegistry();
  const source = { ...version("1.0.0"), manifest: { ...manifest, codeSha256: hashCode(code) } };
  registry.add(source, { code });
  writeFileSync(join(folder, "two.mjs"), "export const two = 3;\n");
  expect(() => new ModuleRegistry().add(source, { code })).toThrow(/module\/code/);
});

test("where keys are trusted, an unsigned module and a stranger's are refused", () => {
  const seed = Buffer.alloc(32, 9);
  const signed = signManifest(manifest, seed);
  const trusted = new Set([signed.signature!.key]);
  new ModuleRegistry().add({ ...version("1.0.0"), manifest: signed }, { trusted });
  expect(() => new ModuleRegistry().add(version("1.0.0"), { trusted })).toThrow(/module\/signature/);
  const strange = signManifest(manifest, Buffer.alloc(32, 8));
  expect(() => new ModuleRegistry().add({ ...version("1.0.0"), manifest: strange }, { trusted })).toThrow(
    /not trusted/,
  );
});

test("the modules of the package are all sound and each has its own code", () => {
  const registry = new ModuleRegistry();
  for (const definition of builtInModules)
    registry.add({ manifest: definition.manifest, definition, worker: undefined });
  expect(registry.list().length).toBe(builtInModules.length);
  expect(new Set(builtInModules.map((one) => one.manifest.codeSha256)).size).toBe(builtInModules.length);
});
