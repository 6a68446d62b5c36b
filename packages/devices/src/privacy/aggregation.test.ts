import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AdvertisedKeys,
  type AggregationClient,
  aggregationClient,
  type SealedShares,
} from "./aggregation-client.js";
import { aggregate } from "./aggregation-server.js";
import { agreedKey, newKeyPair, seal, unseal } from "./masks.js";
import { evaluate, restoreSecret, shareSecret } from "./shamir.js";
import { seededBytes } from "./testing/stream.js";

test("a secret is restored from any three of its shares, as in the textbook example", () => {
  const coefficients = [1234n, 166n, 94n];
  const shares = [1n, 2n, 3n, 4n, 5n, 6n].map((x) => ({ x, y: evaluate(coefficients, x, 2089n) }));
  expect(shares.map(({ y }) => y).slice(0, 3)).toEqual([1494n, 1942n, 489n]);
  for (let i = 0; i < 6; i++) {
    for (let j = i + 1; j < 6; j++) {
      for (let k = j + 1; k < 6; k++) {
        expect(restoreSecret([shares[k]!, shares[i]!, shares[j]!], 2089n)).toBe(1234n);
      }
    }
  }
  const secret = 2n ** 256n - 12345n;
  const own = shareSecret(secret, 3, 5, seededBytes("shamir"));
  expect(restoreSecret([own[4]!, own[0]!, own[2]!])).toBe(secret);
  expect(restoreSecret([own[4]!, own[0]!])).not.toBe(secret);
});

test("fewer shares than the threshold say nothing: every secret is behind them equally often", () => {
  // p = 7, threshold 2: for each share at x = 3 and each secret there is exactly one line through both.
  for (let y = 0n; y < 7n; y++) {
    for (let secret = 0n; secret < 7n; secret++) {
      const lines = [0n, 1n, 2n, 3n, 4n, 5n, 6n].filter((slope) => evaluate([secret, slope], 3n, 7n) === y);
      expect(lines).toHaveLength(1);
    }
  }
  const [share] = shareSecret(5n, 1, 1, seededBytes("one"), 7n);
  expect(share).toEqual({ x: 1n, y: 5n });
});

test("shares at one place, outside of the field, or a threshold that cannot be met are refused", () => {
  const random = seededBytes("bad");
  expect(() => shareSecret(1n, 4, 3, random)).toThrow("privacy/sharing");
  expect(() => shareSecret(7n, 1, 3, random, 7n)).toThrow("privacy/sharing");
  expect(() =>
    restoreSecret([
      { x: 1n, y: 1n },
      { x: 1n, y: 2n },
    ]),
  ).toThrow("one place");
  expect(() => restoreSecret([{ x: 0n, y: 1n }])).toThrow("the field");
  expect(() =>
    restoreSecret(
      [
        { x: 1n, y: 1n },
        { x: 3n, y: 2n },
      ],
      8n,
    ),
  ).toThrow("no prime");
  expect(() => restoreSecret([])).toThrow("privacy/sharing");
});

interface Session {
  readonly clients: readonly AggregationClient[];
  readonly keys: readonly AdvertisedKeys[];
  /** Shares by receiver. */
  readonly mail: ReadonlyMap<number, readonly SealedShares[]>;
}

function start(count: number, threshold: number, sharing: readonly number[], seed: string): Session {
  const clients = Array.from({ length: count }, (_, index) =>
    aggregationClient(index + 1, threshold, seededBytes(`${seed}/${index}`)),
  );
  const keys = clients.map((client) => client.advertise());
  const sent = sharing.flatMap((client) => clients[client - 1]!.shareKeys(keys));
  const mail = new Map(sharing.map((to) => [to, sent.filter((one) => one.to === to)]));
  return { clients, keys, mail };
}

test("the sum of those whose input arrived is exact, whoever drops out between the rounds", () => {
  const scenario = fc.integer({ min: 3, max: 6 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      values: fc.array(fc.array(fc.nat({ max: 2 ** 32 - 1 }), { minLength: 3, maxLength: 3 }), {
        minLength: count,
        maxLength: count,
      }),
      order: fc.shuffledSubarray(
        Array.from({ length: count }, (_, index) => index + 1),
        { minLength: count },
      ),
      leaving: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: count, maxLength: count }),
      seed: fc.nat(),
    }),
  );
  let droppedLate = 0;
  fc.assert(
    fc.property(scenario, ({ count, values, order, leaving, seed }) => {
      const threshold = Math.floor(count / 2) + 1;
      // The first `threshold` of the order stay; each of the others leaves before round 2, 3 or 4.
      const stays = (client: number, round: number): boolean => {
        const place = order.indexOf(client);
        return place < threshold || leaving[place]! >= round;
      };
      const all = Array.from({ length: count }, (_, index) => index + 1);
      const sharing = all.filter((client) => stays(client, 1 + 1));
      const { clients, keys, mail } = start(count, threshold, sharing, String(seed));
      const senders = sharing.filter((client) => stays(client, 3));
      const inputs = senders.map((client) =>
        clients[client - 1]!.mask(mail.get(client)!, Uint32Array.from(values[client - 1]!)),
      );
      const answering = senders.filter((client) => stays(client, 4));
      const unmaskings = answering.map((client) => clients[client - 1]!.unmask(senders));
      const sum = aggregate({ threshold, keys, shared: sharing, inputs, unmaskings });
      if (sharing.length > senders.length) droppedLate++;
      for (let i = 0; i < 3; i++) {
        const exact = senders.reduce((total, client) => total + BigInt(values[client - 1]![i]!), 0n) % 2n ** 32n;
        expect(BigInt(sum[i]!)).toBe(exact);
      }
    }),
    { seed: 2017, numRuns: 12 },
  );
  expect(droppedLate).toBeGreaterThan(2);
});

test("an input alone, or a sum that is not yet unmasked, shows nothing of the values", () => {
  const everybody = [1, 2, 3];
  const { clients, mail } = start(3, 2, everybody, "masked");
  const zero = new Uint32Array(4_096);
  const inputs = everybody.map((client) => clients[client - 1]!.mask(mail.get(client)!, zero));
  const bits = (words: Uint32Array): number => {
    let count = 0;
    for (const word of words) for (let rest = word; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
    return count;
  };
  const total = zero.map((_, i) => inputs.reduce((sum, { values }) => sum + values[i]!, 0));
  for (const words of [...inputs.map(({ values }) => values), total]) {
    // 131,072 fair bits: within five deviations of a half.
    expect(Math.abs(bits(words) - 65_536)).toBeLessThan(5 * 181);
  }
});

test("a client answers once, never gives both kinds of share for one other, and refuses too small groups", () => {
  const everybody = [1, 2, 3, 4, 5];
  const { clients, mail, keys } = start(5, 3, everybody, "once");
  const inputs = [1, 2, 3, 4].map((client) => clients[client - 1]!.mask(mail.get(client)!, Uint32Array.of(client)));
  const answer = clients[0]!.unmask([1, 2, 3, 4]);
  expect([...answer.selfMasks.keys()].sort()).toEqual([1, 2, 3, 4]);
  expect([...answer.maskKeys.keys()]).toEqual([5]);
  expect(() => clients[0]!.unmask([1, 2, 3, 5])).toThrow("asked for twice");
  expect(() => clients[1]!.unmask([1, 2])).toThrow("fewer than 3");
  expect(() => clients[1]!.unmask([1, 3, 4])).toThrow("not this client");
  expect(() => clients[1]!.mask(mail.get(2)!, Uint32Array.of(1))).toThrow("out of order");
  const both = { ...answer, maskKeys: new Map([[1, 5n]]) };
  expect(() => aggregate({ threshold: 3, keys, shared: everybody, inputs, unmaskings: [both] })).toThrow("both kinds");
  const few = [answer, clients[1]!.unmask([1, 2, 3, 4])];
  expect(() => aggregate({ threshold: 3, keys, shared: everybody, inputs, unmaskings: few })).toThrow("fewer than 3");
  expect(() => start(4, 2, [1], "half")).toThrow("A threshold of 2 is set for 4 clients");
});

test("shares that were changed or meant for another are refused", () => {
  const everybody = [1, 2, 3];
  const { clients, mail } = start(3, 2, everybody, "changed");
  const own = mail.get(1)!;
  const broken = own.map((one, index) =>
    index === 1 ? { ...one, sealed: one.sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) } : one,
  );
  expect(() => clients[0]!.mask(broken, Uint32Array.of(1))).toThrow("changed on the way");
  expect(() => clients[1]!.mask(own, Uint32Array.of(1))).toThrow("privacy/aggregation");
  const pair = newKeyPair(seededBytes("pair"));
  expect(() => agreedKey(pair.secret, new Uint8Array(32), "mask")).toThrow("privacy/aggregation");
  const sealed = seal(new Uint8Array(32), Uint8Array.of(1, 2), seededBytes("n"), "a");
  expect(unseal(new Uint8Array(32), sealed, "a")).toEqual(Uint8Array.of(1, 2));
  expect(unseal(new Uint8Array(32), sealed, "b")).toBeUndefined();
});
