import type { RegisteredKey, Registry } from "../device/registry.js";

/** A registry as the plain data that `registryFromData` reads, for a file or another thread. */
export function registryData(registry: Registry): unknown {
  const devices = [...registry].map(([name, { owner, hardware, keys, place, channels, visibility }]) => [
    name,
    {
      owner,
      hardware,
      keys: Object.fromEntries([...keys].map(([id, key]) => [id, keyData(key)])),
      ...(place === undefined ? {} : { place: { ...place } }),
      channels: Object.fromEntries(channels),
      visibility,
    },
  ]);
  return { devices: Object.fromEntries(devices) };
}

function keyData({ publicKey, validFrom, validTo, revokedAt }: RegisteredKey): unknown {
  return {
    key: publicKey.jwk,
    validFrom,
    ...(Number.isFinite(validTo) ? { validTo } : {}),
    ...(Number.isFinite(revokedAt) ? { revokedAt } : {}),
  };
}
