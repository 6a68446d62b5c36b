import { readFileSync, statSync } from "node:fs";
import { setsTolerance, type ToleranceSource } from "./tolerance.js";

export interface VectorCase {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly tolerance: ToleranceSource | undefined;
}

export interface VectorGroup {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly cases: readonly VectorCase[];
}

/** Thrown when a vector file cannot be read; the message names the file and the place in it. */
export class VectorFileError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

const largestFile = 64 * 1024 * 1024;

/**
 * Reads a file of check values in either of two shapes: an object of groups, whose tolerances stand under
 * `_readme.groups`; or an object with a list `groups`, each with an `id` and a `tolerance`.
 *
 * @throws VectorFileError when the file cannot be read, is no JSON, is larger than 64 MB or has another shape.
 */
export function readVectorFile(path: string): VectorGroup[] {
  const value = fields(parseFile(path), path);
  const groups = Array.isArray(value["groups"])
    ? value["groups"].map((group, index) =>
        readListed(fields(group, `${path}: groups[${index}]`), `${path}: groups[${index}]`),
      )
    : Object.entries(value)
        .filter(([name]) => name !== "_readme")
        .map(([name, group]) =>
          readNamed(name, fields(group, `${path}: ${name}`), value["_readme"], `${path}: ${name}`),
        );
  const seen = new Set<string>();
  for (const { name } of groups) {
    if (seen.has(name)) throw new VectorFileError(`${path}: the group ${name} stands there twice.`);
    seen.add(name);
  }
  return groups;
}

function parseFile(path: string): unknown {
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > largestFile) throw new VectorFileError(`${path} is ${size} bytes, more than ${largestFile}.`);
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof VectorFileError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new VectorFileError(code === "ENOENT" ? `${path} does not exist.` : `${path} cannot be read: ${message}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new VectorFileError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

function readNamed(name: string, group: Fields, readme: unknown, where: string): VectorGroup {
  const notes = optionalFields(optionalFields(readme, `_readme`)["groups"], "_readme.groups");
  const shared = optionalFields(notes[name], `_readme.groups.${name}`);
  const tolerance = readTolerance(group["tol"] ?? shared["tol"], where);
  return {
    name,
    parameters: optionalFields(group["params"], `${where}.params`),
    cases: readCases(group, tolerance, where),
  };
}

function readListed(group: Fields, where: string): VectorGroup {
  const name = group["id"];
  if (typeof name !== "string" || name === "") throw new VectorFileError(`${where} has no id.`);
  const tolerance = readTolerance(group["tolerance"], where);
  return {
    name,
    parameters: optionalFields(group["params"], `${where}.params`),
    cases: readCases(group, tolerance, where),
  };
}

function readCases(group: Fields, tolerance: ToleranceSource | undefined, where: string): VectorCase[] {
  const cases = group["cases"];
  if (!Array.isArray(cases)) throw new VectorFileError(`${where} has no list of cases.`);
  return cases.map((value: unknown, index) => {
    const at = `${where}.cases[${index}]`;
    const one = fields(value, at);
    const name = typeof one["name"] === "string" ? one["name"] : `case ${index + 1}`;
    const own = readTolerance(one["tol"] ?? one["tolerance"], at);
    return {
      name,
      input: optionalFields(one["in"], `${at}.in`),
      output: fields(one["out"], `${at}.out`),
      // A case may say in words what kind of bound it is; the group's number then stays in force.
      tolerance: own !== undefined && setsTolerance(own) ? own : tolerance,
    };
  });
}

function readTolerance(value: unknown, where: string): ToleranceSource | undefined {
  if (value === undefined || typeof value === "string") return value;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new VectorFileError(`${where} has the tolerance ${JSON.stringify(value)}, neither text nor an object.`);
}

function fields(value: unknown, where: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new VectorFileError(`${where} is ${value === undefined ? "missing" : `not an object`}.`);
}

function optionalFields(value: unknown, where: string): Fields {
  return value === undefined ? {} : fields(value, where);
}
