/** The C programs of this folder: what the machine could reach, built and timed in the same run as our own code. */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Limit {
  /** Bits of a vector. */
  readonly bits: number;
  /** Runs the program; seconds of the fastest repetition, and the values it prints. */
  run(...given: readonly (string | number)[]): { readonly seconds: number; readonly values: readonly number[] };
}

/** The program at 128 bits and at the machine's widest vectors; empty where there is no compiler for it. */
export function withLimits<T>(program: string, use: (limits: readonly Limit[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-limit-"));
  try {
    return use(widths().flatMap((width) => built(program, width, folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Doubles in a vector of 128 bits, and in the widest that the machine has. */
function widths(): readonly number[] {
  const macros =
    attempt(() => execFileSync("gcc", ["-march=native", "-dM", "-E", "-x", "c", "/dev/null"], quiet)) ?? "";
  if (!macros.includes("__SSE2__")) return [];
  return macros.includes("__AVX512DQ__") ? [2, 8] : macros.includes("__AVX2__") ? [2, 4] : [2];
}

/** Words on standard error are about what is missing, which is said in another way. */
const quiet: ExecFileSyncOptionsWithStringEncoding = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };

function built(program: string, width: number, folder: string): Limit[] {
  const source = fileURLToPath(new URL(`${program}.c`, import.meta.url));
  const binary = join(folder, `${program}-${width}`);
  const flags = ["-O3", "-march=native", "-ffp-contract=fast", "-fno-math-errno", `-DWIDTH=${width}`];
  if (attempt(() => execFileSync("gcc", [...flags, source, "-o", binary], quiet)) === undefined) return [];
  return [
    {
      bits: 64 * width,
      run(...given) {
        const printed = JSON.parse(execFileSync(binary, given.map(String), { encoding: "utf8" })) as {
          readonly seconds: readonly number[];
          readonly values: readonly number[];
        };
        return { seconds: Math.min(...printed.seconds), values: printed.values };
      },
    },
  ];
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
