import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a launch code may be used, in milliseconds. */
export const codeLife = 60_000;

/** Sessions at a time; the oldest ends when there are more. */
const mostSessions = 16;

/** What a page must bring with every request: the cookie, which scripts cannot read, and the key, which only its own origin can. */
export interface Session {
  readonly cookie: string;
  readonly key: string;
}

/** Launch codes, each good for one exchange, and the sessions they were exchanged for. */
export class Sessions {
  readonly #codes = new Map<string, number>();
  readonly #sessions: Session[] = [];

  /** @param now Milliseconds that only go forward. */
  constructor(readonly now: () => number = () => performance.now()) {}

  /** A new code of 128 bits. Codes before it no longer count. */
  issue(): string {
    const code = secret();
    this.#codes.clear();
    this.#codes.set(digest(code), this.now());
    return code;
  }

  /** The session for a code that was issued, is not older than a minute and was not used before. */
  exchange(code: string): Session | undefined {
    const name = digest(code);
    const issued = this.#codes.get(name);
    this.#codes.delete(name);
    if (issued === undefined || this.now() - issued > codeLife) return undefined;
    const session = { cookie: secret(), key: secret() };
    this.#sessions.push({ cookie: digest(session.cookie), key: digest(session.key) });
    if (this.#sessions.length > mostSessions) this.#sessions.shift();
    return session;
  }

  /** Whether the two belong to one session. */
  holds(cookie: string | undefined, key: string | undefined): boolean {
    if (cookie === undefined || key === undefined) return false;
    const [ownCookie, ownKey] = [digest(cookie), digest(key)];
    let found = false;
    for (const session of this.#sessions) {
      const isOwn = isSame(session.cookie, ownCookie) && isSame(session.key, ownKey);
      found ||= isOwn;
    }
    return found;
  }
}

/** 128 bits in the letters of URLs. */
function secret(): string {
  return randomBytes(16).toString("base64url");
}

/** Secrets are kept and compared by their hash, so that no comparison tells how far a guess was right. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
