// npm test [-- STEP…]: installs what it needs and runs every check, or only the named ones.
import { runSteps } from "./checks/runner.mjs";
import { steps } from "./checks/steps.mjs";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(", ")}.\n  try: ${steps.map(({ name }) => name).join(", ")}`);
  process.exitCode = 2;
} else {
  const chosen = wanted.length === 0 ? steps : steps.filter(({ name }) => name === "install" || wanted.includes(name));
  process.exitCode = await runSteps(chosen, (line) => console.log(line));
}
