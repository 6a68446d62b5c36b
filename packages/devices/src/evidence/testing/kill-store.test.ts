import { expect, test } from "vitest";
import { killStore } from "./kill-store.js";

test("a process killed while it appends and seals loses nothing that it acknowledged, and doubles nothing", async () => {
  const { acknowledged, messages } = await killStore(3);
  // It was killed while it worked, neither before nor after.
  expect(acknowledged).toBeGreaterThan(0);
  expect(acknowledged).toBeLessThan(messages + 1);
});
