import { expect, test } from "vitest";
import { checkName, isDangerousKey, reservedWords } from "./names.js";

test("a name is a letter or underscore and at most 63 letters, digits or underscores more", () => {
  for (const name of ["a", "_", "reserve2", "A_b", `a${"b".repeat(63)}`]) checkName(name, "A stock");
  for (const name of ["", "2a", "a b", "a-b", "a.b", "é", "a\n", `a${"b".repeat(64)}`]) {
    expect(() => checkName(name, "A stock"), name).toThrow("name/invalid");
  }
});

test("the hint for an invalid name is a valid one", () => {
  for (const name of ["2a", "a b-c", "", "!!", "é", "if x"]) {
    let hint = "";
    try {
      checkName(name, "A stock");
    } catch (error) {
      hint = (error as { diagnostics: { hint: string }[] }).diagnostics[0]!.hint;
    }
    const suggested = JSON.parse(hint.slice(hint.indexOf('"'))) as string;
    expect(() => checkName(suggested, "A stock"), suggested).not.toThrow();
  }
});

test("words of the language and keys of JavaScript's objects are no names", () => {
  for (const name of [...reservedWords, "__proto__", "constructor", "prototype"]) {
    expect(() => checkName(name, "A stock"), name).toThrow("name/reserved");
  }
  expect(isDangerousKey("__proto__")).toBe(true);
  expect(isDangerousKey("proto")).toBe(false);
});
