// Runs steps one after the other, all of them whatever fails, and counts.
import { seconds } from "../setup.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} [skipped]
 * @property {readonly string[]} [notes] What the reader should know: reasons of skips, findings.
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Outcome | Promise<Outcome>} run
 * @property {boolean} [vital] Nothing after it can work when it fails.
 */

/**
 * Runs the steps and prints each as it ends, then a summary. The last line is `N passed, N failed`, with
 * `, N skipped` when something was.
 *
 * @param {readonly Step[]} steps
 * @param {(line: string) => void} print
 * @returns {Promise<number>} The exit status: 0 when nothing failed.
 */
export async function runSteps(steps, print) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  for (const step of steps) {
    print(`== ${step.name}`);
    const started = performance.now();
    const { passed, failed, skipped = 0, notes = [] } = await runStep(step);
    for (const note of notes) print(note);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    summary.push(
      `${step.name.padEnd(14)} ${counts(passed, failed, skipped).padEnd(36)} ${seconds(started).padStart(8)}`,
    );
    if (failed > 0 && step.vital) {
      summary.push("the other steps need this one and were not run");
      break;
    }
  }
  print("");
  for (const line of summary) print(line);
  print("");
  print(counts(total.passed, total.failed, total.skipped));
  return total.failed === 0 ? 0 : 1;
}

/**
 * @param {Step} step
 * @returns {Promise<Outcome>}
 */
async function runStep(step) {
  try {
    return await step.run();
  } catch (error) {
    return { passed: 0, failed: 1, notes: [`internal: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function counts(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
