/** The part of the platform's WebAssembly interface that kernels use; undefined where there is none. */
export interface Machine {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: Imports,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly RuntimeError: new () => Error;
  readonly Memory: new (size: { readonly initial: number; readonly maximum?: number }) => Memory;
}

export interface CompiledModule {
  readonly brand?: "CompiledModule";
}

export interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export type HostFunction = (...values: number[]) => number | undefined;

export type Imports = Readonly<Record<string, Readonly<Record<string, HostFunction | Memory>>>>;

/** Bytes in a page of memory. */
export const PAGE = 65_536;

/** The platform's WebAssembly, or undefined. */
export function machine(): Machine | undefined {
  return (globalThis as { readonly WebAssembly?: Machine }).WebAssembly;
}

/** A module with one vector addition: valid only where vectors are known. */
const vectorProbe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, 0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x0f, 0x01, 0x0d, 0x00, 0x41, 0x00, 0xfd, 0x11, 0x41, 0x00, 0xfd, 0x11, 0xfd, 0xae, 0x01, 0x0b],
);

/** What decides whether a platform runs vector code: its WebAssembly, absent where there is none. */
export interface Platform {
  readonly WebAssembly?: Pick<Machine, "validate" | "Module"> | undefined;
}

const reasons = new WeakMap<object, string | null>();

/**
 * Why a platform cannot run vector code, in words; undefined when it can.
 *
 * @param platform Default: where this code runs.
 */
export function whyNoVectors(platform: Platform = { WebAssembly: machine() }): string | undefined {
  const { WebAssembly: own } = platform;
  if (own === undefined) return "this platform has no WebAssembly";
  let reason = reasons.get(own);
  if (reason === undefined) {
    reason = probe(own);
    reasons.set(own, reason);
  }
  return reason ?? undefined;
}

function probe(own: NonNullable<Platform["WebAssembly"]>): string | null {
  if (!own.validate(vectorProbe)) return "this platform's WebAssembly has no vectors of 128 bits";
  try {
    new own.Module(vectorProbe);
    return null;
  } catch {
    // A page's Content-Security-Policy lets WebAssembly be looked at and not be compiled.
    return "this page's Content-Security-Policy does not let WebAssembly be compiled: script-src lacks 'wasm-unsafe-eval'";
  }
}

/** Whether vectors of 128 bits can be used here. */
export function hasVectors(): boolean {
  return whyNoVectors() === undefined;
}
