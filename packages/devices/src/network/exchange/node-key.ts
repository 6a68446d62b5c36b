import { existsSync, readFileSync } from "node:fs";
import { fail, TokenwrightError } from "@tokenwright/engine";
import { writeNew } from "@tokenwright/workbench";
import { didOfKey } from "../../device/did-key.js";
import { generateDeviceKey, type PrivateKey, readPrivateKey } from "../../device/keys.js";

/** A node's own key, by which other nodes know it. */
export interface NodeKey {
  readonly key: PrivateKey;
  /** The public half, to be put into the files of other nodes. */
  readonly did: string;
}

/**
 * The key in a file; a new one is made and written there, readable by its owner alone, when there is no file.
 *
 * @throws TokenwrightError `network/key` when the file is none, and those of `writeNew`.
 */
export function nodeKeyIn(file: string): NodeKey {
  if (!existsSync(file)) writeNew(file, `${JSON.stringify(generateDeviceKey(), undefined, 2)}\n`, 0o600);
  try {
    const key = readPrivateKey(JSON.parse(readFileSync(file, "utf8")));
    return { key, did: didOfKey(key.publicKey) };
  } catch (error) {
    if (!(error instanceof TokenwrightError) && !(error instanceof SyntaxError)) throw error;
    return fail({
      code: "network/key",
      message: `${JSON.stringify(file)} holds no private key.`,
      expected: "a private Ed25519 key as JSON Web Key, as tokenwright device keygen writes it",
      hint: "move the file away and a new key is made; other nodes must then be told of it",
      place: { file },
    });
  }
}
