/**
 * `npm run golden`: whether the engine still has the bits of golden.json. `npm run golden -- --update`: writes those
 * it has now, after a change of numbers that is meant.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "./golden/fingerprint.js";
import { changedCases, type Kept, keptOf, readKept, writeKept } from "./golden/kept.js";
import { isMain, repository } from "./house.js";

if (isMain(import.meta.url)) {
  const found = await fingerprint({ keptOnly: true });
  const kept = keptOf(found);
  const before: Kept = existsSync(join(repository, "tools/golden/golden.json")) ? readKept() : {};
  const changed = changedCases(before, kept);
  for (const name of changed) console.log(`other bits: ${name}`);
  for (const name of found.differing) console.error(`vector code has other bits than the reference: ${name}`);
  if (process.argv.includes("--update") && found.differing.length === 0) {
    writeKept(kept);
    console.log(`golden.json: ${Object.keys(kept).length} cases, ${changed.length} changed`);
    if (changed.length > 0) console.log("say in CHANGELOG.md which numbers change, why and by how much");
  } else {
    console.log(`${Object.keys(kept).length} cases, ${changed.length} changed`);
    if (changed.length > 0) console.log("if the change is meant: npm run golden -- --update");
    process.exitCode = changed.length + found.differing.length === 0 ? 0 : 1;
  }
}
