/** `npm run bundle [-- FOLDER]`: engine and library as one file for browsers, in dist/browser or in the folder named. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { budget, inWords, overBudget } from "./bundle/budget.js";
import { bundleName, makeBundle } from "./bundle/make.js";
import { isMain, repository } from "./house.js";

if (isMain(import.meta.url)) {
  const [given] = process.argv.slice(2);
  const folder =
    given === undefined ? join(repository, "dist/browser") : resolve(process.env["INIT_CWD"] ?? process.cwd(), given);
  // What an earlier version left in our own folder would be taken for part of this one.
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
  const { sizes } = await makeBundle(folder);
  console.log(`${join(folder, bundleName)}: ${inWords(sizes.all)} (budget ${inWords(budget.all)})`);
  console.log(`of which the engine alone: ${inWords(sizes.engine)} (budget ${inWords(budget.engine)})`);
  const over = overBudget(sizes);
  for (const line of over) console.error(`over the budget: ${line}`);
  process.exitCode = over.length === 0 ? 0 : 1;
}
