import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix } from "node:path";
import { findCycles } from "./floors/cycles.js";
import { findImports, type Import } from "./floors/imports.js";
import { type PackagePlan, type Plan, PlanError, readPlan } from "./floors/plan.js";
import { type Finding, isDevelopmentFile, isMain, listFiles, report, repository } from "./house.js";

export const laws = {
  lower: "a room imports only rooms on lower floors",
  strangers: "rooms on one floor are strangers",
  cycle: "no file cycles; type imports count",
  byName: "packages are imported by name, through their index",
  external: "engine and library import no package from outside",
  declared: "a package imports what its package.json declares",
  room: "every room has a floor in floors.json",
  development: "only tests import tests, testing folders and development packages",
  literal: "an import names its file in quotes",
  exists: "a relative import names a file that exists",
} as const;

/** Where a file of packages/ stands. */
interface Place {
  readonly folder: string;
  readonly plan: PackagePlan;
  readonly room: string;
  readonly floor: number;
}

const codeEndings = [".ts", ".tsx", ".mts", ".cts"];
const builtins = new Set(builtinModules);

/**
 * Holds the law of floors.json over every source file of packages/ and of the folders it lists.
 *
 * @throws PlanError when floors.json or a package.json cannot be used.
 */
export function checkFloors(root: string): { findings: Finding[]; examined: number } {
  const plan = readPlan(root);
  const findings: Finding[] = [];
  const edges = new Map<string, string[]>();
  const files = [
    ...listFiles(root, "packages", codeEndings).filter((file) => file.split("/")[2] === "src"),
    ...plan.byName.flatMap((folder) => listFiles(root, folder, codeEndings)),
  ];
  for (const file of files) {
    const targets: string[] = [];
    edges.set(file, targets);
    const place = placeOf(file, plan);
    if (typeof place === "string") {
      findings.push({ file, line: 1, message: place, law: laws.room });
      continue;
    }
    for (const found of findImports(file, readFileSync(join(root, file), "utf8"))) {
      const verdict = judge(root, file, place, found, plan, targets);
      if (verdict !== undefined) {
        const imported = found.specifier === undefined ? "an import" : `imports "${found.specifier}"`;
        findings.push({ file, line: found.line, message: `${imported}: ${verdict.message}`, law: laws[verdict.law] });
      }
    }
  }
  for (const cycle of findCycles(edges)) {
    const [first = "", second = first] = cycle;
    const line = lineOfImport(root, first, second);
    findings.push({ file: first, line, message: `file cycle ${[...cycle, first].join(" -> ")}`, law: laws.cycle });
  }
  return { findings, examined: files.length };
}

interface Verdict {
  readonly message: string;
  readonly law: keyof typeof laws;
}

/** Undefined when the import is allowed. Adds the file it leads to, if any, to `targets`. */
function judge(
  root: string,
  file: string,
  place: Place | undefined,
  { specifier }: Import,
  plan: Plan,
  targets: string[],
): Verdict | undefined {
  if (specifier === undefined) {
    // Tests and tools may load what they find; what ships must be checkable.
    if (place === undefined || isDevelopmentFile(file)) return undefined;
    return { message: "the path is computed", law: "literal" };
  }
  const path = specifier.replace(/[?#].*$/, "");
  if (!path.startsWith(".")) return judgePackage(file, place, path, plan);
  const target = resolve(root, file, path);
  if (target === undefined) return { message: "there is no such file", law: "exists" };
  targets.push(target);
  if (place === undefined) {
    if (!target.startsWith("packages/")) return undefined;
    return { message: `${target} lies inside a package`, law: "byName" };
  }
  if (!target.startsWith(`packages/${place.folder}/src/`)) {
    return { message: `${target} lies outside packages/${place.folder}/src`, law: "byName" };
  }
  if (isDevelopmentFile(target) && !isDevelopmentFile(file)) {
    return { message: `${target} is for tests`, law: "development" };
  }
  const other = placeOf(target, plan);
  if (other === undefined || typeof other === "string" || other.room === place.room) return undefined;
  return compareFloors(place, other, isDevelopmentFile(file));
}

function judgePackage(file: string, place: Place | undefined, specifier: string, plan: Plan): Verdict | undefined {
  const parts = specifier.split("/");
  const name = specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
  const development = place === undefined || isDevelopmentFile(file);
  const workspace = [...plan.packages].find(([, candidate]) => candidate.name === name);
  if (workspace !== undefined) {
    const [folder, other] = workspace;
    if (specifier !== name && !other.entries.has(`.${specifier.slice(name.length)}`)) {
      return { message: `it reaches inside ${name}`, law: "byName" };
    }
    if (place === undefined) return undefined;
    const index: Place = { folder, plan: other, room: "index", floor: indexFloor(other) };
    if (folder === place.folder) {
      return { message: `${describe(place)} imports its own package by name`, law: "lower" };
    }
    const verdict = other.topFloor < place.floor ? undefined : compareFloors(place, index, false);
    if (verdict !== undefined) return verdict;
    return place.plan.dependencies.has(name) ? undefined : undeclared(name, place);
  }
  const isNode = specifier.startsWith("node:") || builtins.has(name);
  if (development && (isNode || plan.development.has(name))) return undefined;
  if (place === undefined) return { message: `${name} is no devDependency of the root`, law: "declared" };
  if (isNode) {
    if (place.plan.node) return undefined;
    return { message: `${describe(place)} may not use Node's modules`, law: "external" };
  }
  if (place.plan.external === "none") {
    return { message: `${name} is a package from outside`, law: "external" };
  }
  if (place.plan.dependencies.has(name)) return undefined;
  if (plan.development.has(name)) return { message: `${name} is a development package`, law: "development" };
  return undeclared(name, place);
}

function undeclared(name: string, place: Place): Verdict {
  return { message: `packages/${place.folder}/package.json does not declare ${name}`, law: "declared" };
}

/** @param sameFloor Whether rooms on one floor may meet, as they may in tests. */
function compareFloors(from: Place, to: Place, sameFloor: boolean): Verdict | undefined {
  if (to.floor < from.floor || (sameFloor && to.floor === from.floor)) return undefined;
  const message = `${describe(from)} may not import ${describe(to)}`;
  return { message, law: to.floor === from.floor ? "strangers" : "lower" };
}

function describe({ folder, room, floor, plan }: Place): string {
  if (room === "index") return `the index of ${folder} (above floor ${plan.topFloor})`;
  return `${room === "." ? folder : `${folder}/${room}`} (floor ${floor})`;
}

/** An index stands on top of its own package, below every floor that may use the package. */
function indexFloor(plan: PackagePlan): number {
  return plan.topFloor + 0.5;
}

/** Undefined outside packages/; a sentence when the file has no floor. */
function placeOf(file: string, plan: Plan): Place | string | undefined {
  const [top, folder = "", , ...inner] = file.split("/");
  if (top !== "packages") return undefined;
  const own = plan.packages.get(folder);
  if (own === undefined) return `the package ${folder} has no floors`;
  const whole = own.rooms.get(".");
  if (whole !== undefined) return { folder, plan: own, room: ".", floor: whole };
  const room = inner[0] ?? "";
  if (inner.length === 1) {
    const floor = own.rooms.get(room);
    if (floor !== undefined) return { folder, plan: own, room, floor };
    // A test beside the index sees what the index sees.
    const atTop = /^index\.tsx?$/.test(room) || isDevelopmentFile(file);
    return atTop
      ? { folder, plan: own, room: "index", floor: indexFloor(own) }
      : `${room} stands in no room of ${folder}`;
  }
  const floor = own.rooms.get(room) ?? own.rooms.get("*");
  if (floor === undefined) return `the room ${folder}/${room} has no floor`;
  return { folder, plan: own, room, floor };
}

/** The file a relative import leads to: `./x.js` is written for `./x.ts`. */
function resolve(root: string, file: string, specifier: string): string | undefined {
  const path = posix.join(dirname(file), specifier);
  const stem = path.replace(/\.([cm]?)jsx?$/, "");
  const ending = /\.([cm]?)jsx?$/.exec(path)?.[1] ?? "";
  const candidates = stem === path ? [path] : [`${stem}.${ending}ts`, `${stem}.tsx`, path];
  return candidates.find((candidate) => existsSync(join(root, candidate)));
}

function lineOfImport(root: string, from: string, to: string): number {
  const imports = findImports(from, readFileSync(join(root, from), "utf8"));
  const found = imports.find(({ specifier }) => specifier?.startsWith(".") && resolve(root, from, specifier) === to);
  return found?.line ?? 1;
}

if (isMain(import.meta.url)) {
  try {
    const { findings, examined } = checkFloors(repository);
    process.exitCode = report("floors", examined, findings);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    console.error(error.message);
    process.exitCode = 3;
  }
}
