import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { random } from "@tokenwright/engine";
import fc from "fast-check";
import { cellToParent, latLngToCell } from "h3-js";
import { expect, test } from "vitest";
import { signBatch } from "../../device/batch.js";
import { toHex } from "../../device/bytes.js";
import { privateKeyFromSeed } from "../../device/keys.js";
import { openMessage } from "../../device/open-message.js";
import { registryFromData } from "../../device/registry-from-data.js";
import { accept, acceptedOf, day, goodPlan, inFolder, listOf, start } from "../testing/fixtures.js";
import { entryId } from "./contract.js";
import { openEvidence } from "./file-store.js";

const always = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

test("a message is stored once, and its readings and bytes come back as they were, before and after sealing and opening again", () =>
  inFolder(async (folder) => {
    const { simulation, accepted } = acceptedOf(goodPlan({ stations: 2 }));
    const options = { placeOf: (device: string) => simulation.registry.get(device)?.place };
    let store = await openEvidence(folder, options);
    const outcomes = await Promise.all(accepted.map((one) => store.append(one)));
    expect(outcomes.every((one) => one === "stored")).toBe(true);
    const expected = accepted
      .flatMap(({ bytes, received }) => openMessage(bytes, simulation.registry, received).readings)
      .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
    const check = async (): Promise<void> => {
      const readings = await listOf(store.readings({ from: start, to: start + day }));
      expect(readings.map(({ entry: _, signed: __, ...reading }) => reading)).toEqual(expected);
      const one = accepted[100]!;
      const entry = { id: one.opened.id, time: one.opened.envelope.time };
      expect(await store.message(entry)).toEqual({
        ...entry,
        bytes: expect.anything(),
        received: one.received,
        node: "a",
      });
      expect(toHex((await store.message(entry))!.bytes)).toBe(toHex(one.bytes));
      expect(await store.append(one)).toBe("duplicate");
      expect(await store.has(entry)).toBe(true);
      expect(await store.has({ ...entry, id: "00".repeat(32) })).toBe(false);
    };
    await check();
    const hash = await store.evidenceHash(...always);
    // The definition, by another hand: sorted ids, one a line.
    const ids = accepted.map(({ opened }) => opened.id).sort();
    const text = `tokenwright/evidence/1\n${ids.map((id) => `${id}\n`).join("")}`;
    expect(hash).toBe(createHash("sha256").update(text).digest("hex"));
    expect(await store.seal()).toMatchObject({ messages: 288, readings: 288 * 8, segments: 1 });
    expect(store.counts()).toMatchObject({ sealed: 288, unsealed: 0 });
    await check();
    await store.close();
    store = await openEvidence(folder, options);
    await check();
    expect(await store.evidenceHash(...always)).toBe(hash);
    expect(readdirSync(join(folder, "readings"))).toEqual(["day=2026-06-01"]);
    await store.close();
  }));

test("questions by device, channel, time and cell give what a filter over all readings gives", () =>
  inFolder(async (folder) => {
    const { simulation, accepted } = acceptedOf(goodPlan({ stations: 4, radius: 1 }), 2);
    const placeOf = (device: string) => simulation.registry.get(device)?.place;
    const store = await openEvidence(folder, { placeOf });
    // Half in files, half in the segment.
    for (const [index, one] of accepted.entries()) {
      void store.append(one);
      if (index === accepted.length >> 1) await store.seal();
    }
    await store.append(accepted.at(-1)!);
    const all = await listOf(store.readings({ from: start, to: start + 3 * day }));
    expect(all).toHaveLength(4 * 288 * 8);
    const [first, second] = simulation.devices;
    const place = placeOf(second!)!;
    const home = latLngToCell(place.latitude, place.longitude, 7);
    const isHome = (device: string): boolean => {
      const { latitude, longitude } = placeOf(device)!;
      return latLngToCell(latitude, longitude, 7) === home;
    };
    const from = start + 30_000.5;
    const to = start + 130_000;
    const inTime = all.filter(({ time }) => time >= from && time < to);
    const get = (query: object) => listOf(store.readings({ from, to, ...query }));
    expect(await get({})).toEqual(inTime);
    expect(await get({ devices: [first!], channels: ["noise", "pm10"] })).toEqual(
      inTime.filter(({ device, channel }) => device === first && (channel === "noise" || channel === "pm10")),
    );
    expect(await get({ cell: home })).toEqual(inTime.filter(({ device }) => isHome(device)));
    expect((await get({ cell: cellToParent(home, 2) })).length).toBe(
      inTime.filter(({ device }) => {
        const { latitude, longitude } = placeOf(device)!;
        return latLngToCell(latitude, longitude, 2) === cellToParent(home, 2);
      }).length,
    );
    const byDevice = await get({ order: "device" });
    const sorted = [...inTime].sort((a, b) =>
      [a.device < b.device, a.device === b.device && a.channel < b.channel].includes(true)
        ? -1
        : a.device === b.device && a.channel === b.channel
          ? 0
          : 1,
    );
    expect(byDevice).toEqual(sorted);
    expect(await get({ devices: [] })).toEqual([]);
    const headers = await listOf(store.headers(start, start + day));
    expect(headers).toHaveLength(4 * 144);
    expect(headers.filter(({ device }) => device === first).map(({ sequence }) => Number(sequence))).toEqual(
      Array.from({ length: 144 }, (_, index) => index + 1),
    );
    await store.close();
  }));

test("two stores with different halves, shuffled, doubled and sealed at other times, agree after they exchanged what was missing", async () => {
  const { simulation, accepted } = acceptedOf(goodPlan({ stations: 2, interval: 3600 }));
  const whole = await inFolder(async (folder) => {
    const store = await openEvidence(folder);
    for (const one of accepted) await store.append(one);
    const hash = await store.evidenceHash(start, start + day);
    await store.close();
    return hash;
  });
  const seeds = Number(process.env["EVIDENCE_SEEDS"] ?? 6);
  for (let seed = 0; seed < seeds; seed++) {
    await inFolder((left) =>
      inFolder(async (right) => {
        const key = random.drawKey(BigInt(seed), "deliveries");
        const draw = (what: number, index: number) => random.uniform(key, what, index, 0);
        const stores = [await openEvidence(left, { segmentBytes: 4000, sealAfter: 2 }), await openEvidence(right)];
        const deliveries = accepted
          .flatMap((one, index) => {
            const to = draw(0, index) < 0.4 ? [0] : draw(0, index) < 0.8 ? [1] : [0, 1];
            return to.flatMap((store) => (draw(1, index) < 0.3 ? [store, store] : [store]).map((at) => ({ at, one })));
          })
          .map((delivery, index) => ({ ...delivery, rank: draw(2, index) }))
          .sort((a, b) => a.rank - b.rank);
        await Promise.all(deliveries.map(({ at, one }) => stores[at]!.append(one)));
        if (seed % 2 === 0) await stores[0]!.seal();
        for (const [from, to] of [
          [0, 1],
          [1, 0],
        ] as const) {
          for await (const entry of stores[to]!.missing(stores[from]!.entries(start, start + day))) {
            const message = (await stores[from]!.message(entry))!;
            await stores[to]!.append(accept(message.bytes, simulation.registry, message.received, message.node));
          }
        }
        for (const store of stores) {
          expect(await store.evidenceHash(start, start + day)).toBe(whole);
          await store.close();
        }
      }),
    );
  }
});

test("the torn end of a segment is cut off, wherever it is torn, and what was acknowledged before is there", async () => {
  const { accepted } = acceptedOf(goodPlan({ stations: 1, interval: 7200 }));
  await fc.assert(
    fc.asyncProperty(fc.nat(4000), fc.uint8Array({ maxLength: 60 }), (cut, noise) =>
      inFolder(async (folder) => {
        let store = await openEvidence(folder);
        for (const one of accepted) await store.append(one);
        await store.close();
        const path = join(folder, "wal", readdirSync(join(folder, "wal"))[0]!);
        const bytes = readFileSync(path);
        const at = Math.max(0, bytes.length - cut);
        writeFileSync(path, bytes.subarray(0, at));
        appendFileSync(path, noise);
        store = await openEvidence(folder);
        const kept = store.counts().unsealed;
        // Each frame is longer than 1 200 bytes and shorter than 1 500.
        expect(kept).toBeGreaterThanOrEqual(accepted.length - Math.ceil(cut / 1200) - (at < bytes.length ? 1 : 0));
        const outcomes: string[] = [];
        for (const one of accepted) outcomes.push(await store.append(one));
        expect(outcomes.filter((one) => one === "duplicate")).toHaveLength(kept);
        await store.close();
      }),
    ),
    { numRuns: 15, seed: 7 },
  );
});

test("a segment that is not the last one and was changed by the disk is refused, by its name", () =>
  inFolder(async (folder) => {
    const { accepted } = acceptedOf(goodPlan({ stations: 1 }));
    const store = await openEvidence(folder, { segmentBytes: 20_000, sealAfter: 0 });
    for (const one of accepted) await store.append(one);
    await store.close();
    const [first] = readdirSync(join(folder, "wal"));
    const path = join(folder, "wal", first!);
    const bytes = readFileSync(path);
    bytes[5000]! ^= 1;
    writeFileSync(path, bytes);
    await expect(openEvidence(folder)).rejects.toMatchObject({ code: "evidence/damaged" });
  }));

test("files that a crash left beside the catalogue are deleted, sealed segments do not come back", () =>
  inFolder(async (folder) => {
    const { accepted } = acceptedOf(goodPlan({ stations: 1 }));
    let store = await openEvidence(folder);
    for (const one of accepted) await store.append(one);
    await store.close();
    const wal = join(folder, "wal");
    const segment = readdirSync(wal)[0]!;
    const bytes = readFileSync(join(wal, segment));
    store = await openEvidence(folder);
    await store.seal();
    await store.close();
    writeFileSync(join(wal, segment), bytes);
    writeFileSync(join(folder, "readings", "day=2026-06-01", "cell=none", "99999999.parquet"), "half a file");
    store = await openEvidence(folder);
    expect(store.counts()).toMatchObject({ sealed: 144, unsealed: 0 });
    expect(await listOf(store.readings({ from: start, to: start + day }))).toHaveLength(144 * 8);
    expect(readdirSync(join(folder, "readings", "day=2026-06-01", "cell=none"))).toHaveLength(1);
    await store.close();
  }));

test("a folder has one store at a time, also when the process of before is gone without a word", () =>
  inFolder(async (folder) => {
    const store = await openEvidence(folder);
    await expect(openEvidence(folder)).rejects.toMatchObject({ code: "evidence/locked" });
    await store.close();
    await expect(store.append(acceptedOf(goodPlan({ stations: 1 })).accepted[0]!)).rejects.toMatchObject({
      code: "evidence/closed",
    });
    // The number of this process, but of an earlier boot.
    writeFileSync(join(folder, "lock"), `${process.pid} 1\n`);
    await (await openEvidence(folder)).close();
  }));

test("compaction leaves every answer as it was, in fewer files", () =>
  inFolder(async (folder) => {
    const { accepted } = acceptedOf(goodPlan({ stations: 2 }));
    const store = await openEvidence(folder);
    for (const [index, one] of accepted.entries()) {
      await store.append(one);
      if (index % 100 === 99) await store.seal();
    }
    await store.seal();
    const before = await listOf(store.readings({ from: start, to: start + day }));
    const hash = await store.evidenceHash(...always);
    expect(store.counts().files).toBe(6);
    expect(await store.compact()).toBe(6);
    expect(store.counts()).toMatchObject({ files: 2, sealed: 288 });
    expect(await listOf(store.readings({ from: start, to: start + day }))).toEqual(before);
    expect(await store.evidenceHash(...always)).toBe(hash);
    await store.close();
  }));

test("erasure: payloads go from files and segments and do not come back, ids and the evidence's hash stay", () =>
  inFolder(async (folder) => {
    const { simulation, accepted } = acceptedOf(goodPlan({ stations: 2 }));
    let store = await openEvidence(folder);
    const late = accepted.at(-1)!;
    for (const [index, one] of accepted.slice(0, -1).entries()) {
      await store.append(one);
      if (index === 100) await store.seal();
    }
    const subject = late.opened.envelope.device;
    const mine = accepted.filter(({ opened }) => opened.envelope.device === subject);
    expect(await store.erase(subject, start + day)).toMatchObject({ messages: mine.length - 1 });
    expect(await store.append(mine[5]!)).toBe("duplicate");
    // Another node still had one: its id is kept, its payload is not.
    expect(await store.append(late)).toBe("stored");
    const check = async (): Promise<void> => {
      const readings = await listOf(store.readings({ from: start, to: start + day }));
      expect(readings).toHaveLength(144 * 8);
      expect(readings.some(({ device }) => device === subject)).toBe(false);
      expect((await listOf(store.entries(...always))).map(({ id }) => id)).toEqual(
        accepted.map(({ opened }) => entryId(opened)).sort(),
      );
      for (const { opened } of [mine[5]!, late])
        expect(await store.message({ id: opened.id, time: opened.envelope.time })).toBeUndefined();
    };
    await check();
    await store.seal();
    await store.close();
    store = await openEvidence(folder);
    await check();
    // Nothing of the person is left in any file, not even a name.
    const leftovers = (path: string): string[] =>
      readdirSync(path, { withFileTypes: true }).flatMap((one) =>
        one.isDirectory() ? leftovers(join(path, one.name)) : [join(path, one.name)],
      );
    for (const path of leftovers(folder)) expect(readFileSync(path).includes(subject), path).toBe(false);
    expect(simulation.devices).toContain(subject);
    // What the device says afterwards is kept.
    expect(store.erasures()).toEqual([
      { subject: createHash("sha256").update(subject).digest("hex"), before: start + day },
    ]);
    await store.close();
  }));

test("the packs of a batch share a message id and are all kept", () =>
  inFolder(async (folder) => {
    const key = privateKeyFromSeed(new Uint8Array(32).fill(9));
    const device = "urn:dev:ops:batcher";
    const registry = registryFromData({
      devices: { [device]: { owner: "o", hardware: "h", keys: { main: { key: key.publicKey.jwk } } } },
    });
    const provenance = { hardware: "h", firmware: "00".repeat(32) };
    const packs = Array.from({ length: 40 }, (_, index) => [
      { n: "temperature", u: "Cel", v: index, bt: start + 60 * index },
      { n: "label", vs: "roof" },
      { n: "open", vb: index % 2 === 0 },
      { n: "raw", vd: Uint8Array.of(index, 2) },
    ]);
    const messages = signBatch(
      { device, keyId: "main", sequence: 1n, time: start + 3600, provenance },
      packs,
      key,
      "cbor",
    );
    const store = await openEvidence(folder);
    for (const bytes of messages) expect(await store.append(accept(bytes, registry, start + 3601))).toBe("stored");
    await store.seal();
    for (const bytes of messages) expect(await store.append(accept(bytes, registry, start + 3601))).toBe("duplicate");
    const readings = await listOf(store.readings({ from: start, to: start + day }));
    expect(readings.filter(({ channel }) => channel === "temperature").map(({ value }) => value)).toEqual(
      packs.map((_, index) => index),
    );
    expect(readings.slice(0, 4).map(({ value }) => value)).toEqual(
      expect.arrayContaining([0, "roof", true, Uint8Array.of(0, 2)]),
    );
    expect(new Set((await listOf(store.entries(start, start + day))).map(({ id }) => id.slice(0, 64))).size).toBe(1);
    await store.close();
  }));
