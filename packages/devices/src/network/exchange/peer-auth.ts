import { fromBase64Url, sha256Hex, toBase64Url, utf8 } from "../../device/bytes.js";
import { keyOfDid } from "../../device/did-key.js";
import { signBytes, verifyBytes } from "../../device/keys.js";
import type { NodeKey } from "./node-key.js";

/** A request from node to node, as far as it is signed. */
export interface PeerRequest {
  /** The node that is asked, by its key. */
  readonly audience: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body: Uint8Array;
}

/** Seconds that a signed request counts: the clocks of nodes may differ by as much. */
const lifeSeconds = 120;

const scheme = "Tokenwright-Ed25519";

/** The value of the Authorization header for a request. @param now Seconds since 1970 UTC. */
export function authorization(request: PeerRequest, { key, did }: NodeKey, now: number): string {
  const at = Math.round(now);
  return `${scheme} ${did} ${at} ${toBase64Url(signBytes(signedText(request, did, at), key))}`;
}

/**
 * Which of the known nodes signed a request; undefined when none did. What is asked for only ever reads, so a request
 * that is heard and sent again within its life tells nobody more than the first.
 */
export function signerOf(
  header: string | undefined,
  request: PeerRequest,
  known: ReadonlySet<string>,
  now: number,
): string | undefined {
  const [word, did = "", time = "", signature = "", ...rest] = (header ?? "").split(" ");
  if (word !== scheme || rest.length > 0 || !known.has(did) || !/^\d{1,12}$/.test(time)) return undefined;
  const bytes = fromBase64Url(signature);
  const at = Number(time);
  if (bytes === undefined || Math.abs(now - at) > lifeSeconds) return undefined;
  return verifyBytes(signedText(request, did, at), bytes, keyOfDid(did)) ? did : undefined;
}

function signedText({ audience, method, target, body }: PeerRequest, did: string, at: number): Uint8Array {
  return utf8(["tokenwright/peer/1", did, audience, String(at), method, target, sha256Hex(body)].join("\n"));
}
