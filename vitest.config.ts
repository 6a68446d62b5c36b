import { defineConfig } from "vitest/config";

// Tests run against the sources, so no build is needed to try a change: every
// workspace package exports its src/index.ts under the condition "source".
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    testTimeout: 180_000,
    maxWorkers: 2,
  },
});
