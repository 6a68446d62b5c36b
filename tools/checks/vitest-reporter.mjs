// Writes what `npm test` counts to the file named in TEST_COUNTS: tests by result, and why some were skipped;
// until the end, the files whose tests are running, so that one that never ends can be named.
import { writeFileSync } from "node:fs";

export default class CountingReporter {
  /** @type {Set<string>} */
  running = new Set();

  /** @param {import("vitest/node").TestModule} testModule */
  onTestModuleStart(testModule) {
    this.running.add(testModule.relativeModuleId);
    write({ running: [...this.running] });
  }

  /** @param {import("vitest/node").TestModule} testModule */
  onTestModuleEnd(testModule) {
    this.running.delete(testModule.relativeModuleId);
    write({ running: [...this.running] });
  }

  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} unhandled Errors outside any test.
   */
  onTestRunEnd(modules, unhandled) {
    let passed = 0;
    let failed = unhandled.length;
    /** @type {string[]} */
    const skipped = [];
    for (const testModule of modules) {
      // A file that cannot be loaded holds no tests and would otherwise count as nothing.
      failed += testModule.errors().length;
      for (const suite of testModule.children.allSuites()) failed += suite.errors().length;
      for (const test of testModule.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") passed++;
        else if (result.state === "failed") failed++;
        else {
          const note = result.state === "skipped" ? result.note : "it never ran";
          skipped.push(
            `${testModule.relativeModuleId}: ${test.fullName}: ${note ?? "no reason; use ctx.skip(reason)"}`,
          );
        }
      }
    }
    write({ passed, failed, skipped });
  }
}

/** @param {object} state */
function write(state) {
  const path = process.env["TEST_COUNTS"];
  if (path !== undefined) writeFileSync(path, JSON.stringify(state));
}
