import { fail } from "@tokenwright/engine";
import type { ReadDataFile } from "../../data/index.js";

/** Data files that stand in the test. */
export function filesNamed(files: Readonly<Record<string, string>>): ReadDataFile {
  return (name) => {
    const text = Object.hasOwn(files, name) ? files[name] : undefined;
    if (text === undefined)
      return fail({
        code: "data/no-file",
        message: `no ${name}`,
        expected: "a file of the test",
        hint: "name another",
      });
    return { file: name, bytes: new TextEncoder().encode(text) };
  };
}
