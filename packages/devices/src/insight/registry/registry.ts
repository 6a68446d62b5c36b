import { didYouMean, fail } from "@tokenwright/engine";
import { hashCode } from "../contract/hash-code.js";
import { type Manifest, type ModuleKind, moduleAddress, readManifest, verifyManifest } from "../contract/manifest.js";
import type { ModuleDefinition } from "../contract/module.js";
import { compareVersions, parseRange, parseVersion } from "../contract/version.js";

/** How a module is had: its code in this thread, or a file that a thread of its own runs (see `serveModule`). */
export interface ModuleSource {
  readonly manifest: Manifest;
  /** Undefined for a module that runs in a thread of its own only. */
  readonly definition: ModuleDefinition | undefined;
  /** The file that a thread runs, as a URL; undefined when it runs in this thread only. */
  readonly worker: string | undefined;
}

export interface RegisteredModule extends ModuleSource {
  /** Content address. */
  readonly address: string;
}

/** What a pipeline asks for. */
export interface ModuleRequest {
  readonly kind: ModuleKind;
  readonly capability: string;
  /** A range of versions: see `parseRange`. */
  readonly version: string;
  /** One module by its id, where several have the capability. */
  readonly id?: string;
}

export interface AddOptions {
  /** Publishers' Ed25519 keys; when given, only modules they have signed are taken. */
  readonly trusted?: ReadonlySet<string>;
  /** URL of the code, to hold the manifest's hash against it. */
  readonly code?: string;
}

/** The modules at hand, by content and by what they can do. */
export class ModuleRegistry {
  readonly #byAddress = new Map<string, RegisteredModule>();
  readonly #byName = new Map<string, string>();

  /**
   * Adds a module after checking its manifest, code and signature.
   *
   * @throws TokenwrightError `module/…`; `module/code` when the code is not what the manifest's hash names,
   *   `module/duplicate` when another module has the same id and version.
   */
  add(source: ModuleSource, { trusted, code }: AddOptions = {}): RegisteredModule {
    const manifest = readManifest(source.manifest);
    if (trusted !== undefined) verifyManifest(manifest, trusted);
    if (code !== undefined && hashCode(code) !== manifest.codeSha256) {
      fail({
        code: "module/code",
        message: `The code of ${manifest.id} ${manifest.version} is not what its manifest was made for.`,
        expected: `code with the hash ${manifest.codeSha256}`,
        hint: "get the module again from its publisher",
      });
    }
    const address = moduleAddress(manifest);
    const name = `${manifest.id}@${manifest.version}`;
    const known = this.#byName.get(name);
    if (known !== undefined && known !== address) {
      fail({
        code: "module/duplicate",
        message: `There is another module ${name}, with other contents.`,
        expected: "one content for each version",
        hint: "give the changed module a new version",
      });
    }
    const registered = { ...source, manifest, address };
    this.#byName.set(name, address);
    this.#byAddress.set(address, registered);
    return registered;
  }

  /** The module of a content address. @throws TokenwrightError `module/unknown`. */
  get(address: string): RegisteredModule {
    return (
      this.#byAddress.get(address) ??
      fail({
        code: "module/unknown",
        message: `There is no module with the address ${address.slice(0, 16)}….`,
        hint: "install the version that was pinned, or resolve the pipeline again",
      })
    );
  }

  /** All modules, by id and then by version, the newest first. */
  list(): readonly RegisteredModule[] {
    return [...this.#byAddress.values()].sort(
      (one, other) =>
        (one.manifest.id < other.manifest.id ? -1 : one.manifest.id > other.manifest.id ? 1 : 0) ||
        newestFirst(one, other),
    );
  }

  /**
   * The newest version that answers a request; of equals the first by id.
   *
   * @throws TokenwrightError `module/unknown`, saying what there is.
   */
  resolve(request: ModuleRequest): RegisteredModule {
    const allows = parseRange(request.version);
    const able = this.list().filter(
      ({ manifest }) =>
        manifest.kind === request.kind &&
        manifest.capabilities.includes(request.capability) &&
        (request.id === undefined || manifest.id === request.id),
    );
    const fitting = able.filter(({ manifest }) => allows(parseVersion(manifest.version)));
    const [best] = fitting.sort(newestFirst);
    if (best !== undefined) return best;
    const versions = able.map(({ manifest }) => `${manifest.id} ${manifest.version}`);
    const all = [...new Set(this.list().flatMap(({ manifest }) => manifest.capabilities))];
    const suggestion = didYouMean(request.capability, all);
    return fail({
      code: "module/unknown",
      message: `No module of the kind ${request.kind} gives ${request.capability} in version ${request.version}.`,
      ...(versions.length > 0 ? { expected: `one of ${versions.join(", ")}` } : {}),
      ...(versions.length === 0 && suggestion !== undefined ? { hint: suggestion } : {}),
    });
  }
}

function newestFirst(one: RegisteredModule, other: RegisteredModule): number {
  return compareVersions(parseVersion(other.manifest.version), parseVersion(one.manifest.version));
}
