import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What floors.json says about one package. */
export interface PackagePlan {
  /**
   * Floor of each room: a folder under src, or a file that stands alone there. `*` stands for any other
   * folder, `.` for the whole src.
   */
  readonly rooms: ReadonlyMap<string, number>;
  /** `none`: imports nothing but workspace packages. `declared`: what its package.json names. */
  readonly external: "none" | "declared";
  /** May import Node's own modules. */
  readonly node: boolean;
  /** The name others import it by, and the packages its package.json names; empty until the package exists. */
  readonly name: string | undefined;
  readonly dependencies: ReadonlySet<string>;
  /** What others may import of it besides its index, as package.json's exports name it: `./portable`. */
  readonly entries: ReadonlySet<string>;
  readonly topFloor: number;
}

export interface Plan {
  readonly packages: ReadonlyMap<string, PackagePlan>;
  /** Folders outside packages/ that may import packages by name only. */
  readonly byName: readonly string[];
  /** Packages for tests and tools: the root's devDependencies. */
  readonly development: ReadonlySet<string>;
}

/** Thrown when floors.json or a package.json cannot be used. */
export class PlanError extends Error {}

/**
 * Reads floors.json and the package.json files it speaks of.
 *
 * @throws PlanError with one sentence naming the file and what is wrong with it.
 */
export function readPlan(root: string): Plan {
  const plan = record(readJson(root, "floors.json"), "floors.json");
  const packages = new Map<string, PackagePlan>();
  for (const [folder, value] of Object.entries(record(plan["packages"], "packages in floors.json"))) {
    packages.set(folder, readPackage(root, folder, record(value, `packages.${folder} in floors.json`)));
  }
  const byName = plan["byName"] ?? [];
  if (!Array.isArray(byName) || !byName.every((name) => typeof name === "string")) {
    throw new PlanError("floors.json: byName is not a list of folder names.");
  }
  const manifest = record(readJson(root, "package.json"), "package.json");
  return { packages, byName, development: names(manifest["devDependencies"]) };
}

function readPackage(root: string, folder: string, value: Record<string, unknown>): PackagePlan {
  const rooms = new Map<string, number>();
  for (const [room, floor] of Object.entries(record(value["rooms"], `the rooms of ${folder} in floors.json`))) {
    if (typeof floor !== "number" || !Number.isInteger(floor) || floor < 0) {
      throw new PlanError(`floors.json: ${folder}/${room} has the floor ${JSON.stringify(floor)}, not a whole number.`);
    }
    rooms.set(room, floor);
  }
  if (rooms.size === 0) throw new PlanError(`floors.json: ${folder} has no rooms.`);
  const external = value["external"];
  if (external !== "none" && external !== "declared") {
    throw new PlanError(`floors.json: ${folder}.external is ${JSON.stringify(external)}, not "none" or "declared".`);
  }
  const path = `packages/${folder}/package.json`;
  const manifest = record(readJson(root, path, {}), path);
  const dependencies = new Set([
    ...names(manifest["dependencies"]),
    ...names(manifest["optionalDependencies"]),
    ...names(manifest["peerDependencies"]),
  ]);
  const name = typeof manifest["name"] === "string" ? manifest["name"] : undefined;
  const entries = names(manifest["exports"]);
  const topFloor = Math.max(...rooms.values());
  return { rooms, external, node: value["node"] === true, name, dependencies, entries, topFloor };
}

function names(value: unknown): Set<string> {
  return new Set(typeof value === "object" && value !== null ? Object.keys(value) : []);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PlanError(`${what} is missing or not an object.`);
  }
  return value as Record<string, unknown>;
}

/** @param absent What to return when the file does not exist; without it that is an error. */
function readJson(root: string, path: string, absent?: unknown): unknown {
  let text: string;
  try {
    text = readFileSync(join(root, path), "utf8");
  } catch (error) {
    if (absent !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT") return absent;
    throw new PlanError(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlanError(`${path} is not JSON: ${(error as Error).message}`);
  }
}
