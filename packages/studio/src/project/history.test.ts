import fc from "fast-check";
import { expect, test } from "vitest";
import { begin, change, type History, redo, undo } from "./history.js";

test("undo goes back to what was, redo forth again, and a change forgets what was undone", () => {
  const three = change(change(begin("a"), "b"), "c");
  expect(undo(three).present).toBe("b");
  expect(undo(undo(three)).present).toBe("a");
  expect(redo(undo(three))).toEqual(three);
  expect(change(undo(three), "d")).toEqual({ past: ["a", "b"], present: "d", future: [] });
});

test("at either end nothing happens", () => {
  const one = begin("a");
  expect(undo(one)).toEqual(one);
  expect(redo(one)).toEqual(one);
});

test("one gesture of many values is undone as one", () => {
  let own = change(begin(0), 1);
  for (let value = 2; value < 50; value++) own = change(own, value, true);
  expect(own.present).toBe(49);
  expect(undo(own).present).toBe(0);
});

test("of many changes the last 500 can be undone", () => {
  let own = begin(0);
  for (let value = 1; value <= 2000; value++) own = change(own, value);
  let steps = 0;
  for (; own.past.length > 0; steps++) own = undo(own);
  expect(steps).toBe(500);
  expect(own.present).toBe(1500);
});

/** The plain way: a list of all states and where one stands in it. */
class Tape {
  states: number[] = [0];
  at = 0;
  change(value: number) {
    if (value === this.states[this.at]) this.states = this.states.slice(0, this.at + 1);
    else {
      this.states = [...this.states.slice(0, this.at + 1), value];
      this.at += 1;
    }
  }
  undo() {
    this.at = Math.max(0, this.at - 1);
  }
  redo() {
    this.at = Math.min(this.states.length - 1, this.at + 1);
  }
}

test("any order of changes, undos and redos ends where a list of all states ends", () => {
  const step = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom("undo" as const, "redo" as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const tape = new Tape();
      let own: History<number> = begin(0);
      for (const one of steps) {
        if (one === "undo" || one === "redo") {
          tape[one]();
          own = one === "undo" ? undo(own) : redo(own);
        } else {
          tape.change(one);
          own = change(own, one);
        }
        expect([...own.past, own.present, ...own.future]).toEqual(tape.states);
        expect(own.past).toHaveLength(tape.at);
      }
    }),
    { seed: 6, numRuns: 300 },
  );
});
