/** Who a device is, what it signs, and what its messages say. */
export { type BatchPiece, signBatch } from "./batch.js";
export { type CborLimits, cborLimits, decodeCbor } from "./cbor/decode.js";
export { encodeCbor } from "./cbor/encode.js";
export { type CborMap, CborTag, type CborValue } from "./cbor/value.js";
export { type CoseSign1, readCose, signCose, verifyCose } from "./cose.js";
export { didOfKey, keyOfDid } from "./did-key.js";
export { type BatchRoot, type Envelope, type EnvelopeForm, encodeEnvelope, type Provenance } from "./envelope.js";
export { type Jws, readJws, signJws, verifyJws } from "./jws.js";
export {
  generateDeviceKey,
  type PrivateJwk,
  type PrivateKey,
  type PublicJwk,
  type PublicKey,
  privateKeyFromSeed,
  publicKeyBytes,
  readPrivateKey,
  readPublicKey,
  signBytes,
  thumbprint,
  verifyBytes,
} from "./keys.js";
export { logLeaf, logProofs, logRoot, rootOfProof } from "./merkle-log.js";
export { type OpenedMessage, openMessage } from "./open-message.js";
export { readEnvelope } from "./read-envelope.js";
export { readRegistry } from "./read-registry.js";
export type { Reading } from "./reading.js";
export { type RefusalCode, refusals } from "./refuse.js";
export {
  type ClaimedPlace,
  type RegisteredDevice,
  type RegisteredKey,
  type Registry,
  type Visibility,
  visibilityOf,
} from "./registry.js";
export { registryFromData } from "./registry-from-data.js";
export {
  readSenmlCbor,
  readSenmlJson,
  type SenmlLimits,
  senmlFromCbor,
  senmlFromJson,
  senmlLimits,
} from "./senml/read-pack.js";
export type { SenmlPack, SenmlRecord } from "./senml/record.js";
export { inOrderOfTime, type ResolvedRecord, resolveSenml } from "./senml/resolve.js";
export { convertUcum, ucumOf, ucumUnits } from "./senml/ucum.js";
export { isSenmlUnit, mainUnits, secondaryUnits, toMainUnit } from "./senml/units.js";
export { encodeSenmlCbor, encodeSenmlJson, senmlToCbor, senmlToJson } from "./senml/write-pack.js";
export { signEnvelope } from "./sign-envelope.js";
export {
  type Environment,
  type SimulatedChannel,
  SimulatedEnvironment,
  simulatedChannelNames,
  simulatedChannels,
} from "./simulate/environment.js";
export {
  type Conduct,
  type ConductKind,
  conductKinds,
  type NeighbourhoodOptions,
  neighbourhood,
  type SimulatedStation,
  type SimulationPlan,
} from "./simulate/plan.js";
export { type SimulatedMessage, type Simulation, simulateDevices } from "./simulate/simulate.js";
export { type PackOrigin, readingId, toReadings } from "./to-readings.js";
export { VerifiedStatements } from "./verified-statements.js";
export { longestMessage, type VerifiedEnvelope, verifyEnvelope } from "./verify-envelope.js";
