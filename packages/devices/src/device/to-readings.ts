import { sha256Hex, utf8 } from "./bytes.js";
import type { Reading } from "./reading.js";
import { refuse } from "./refuse.js";
import type { SenmlPack } from "./senml/record.js";
import { type ResolvedRecord, resolveSenml } from "./senml/resolve.js";
import { checkSenmlUnit } from "./senml/units.js";

/** What all readings of a pack have in common. */
export interface PackOrigin {
  /** Message id. */
  readonly message: string;
  readonly device: string;
  /** The device's time of sending, that relative times count from. */
  readonly sent: number;
  readonly received: number;
  /** The pack's place under the root of a batch; undefined for a pack of its own. */
  readonly piece?: number;
}

/**
 * The readings of a pack, in its order. A sum (RFC 8428 section 4.2) becomes a reading of its own: of the channel
 * with `/sum` behind, without a unit, as the registry has none for a unit times seconds.
 *
 * @throws TokenwrightError those of `resolveSenml`, and `device/unit` for a unit that the registry does not have.
 */
export function toReadings(pack: SenmlPack, origin: PackOrigin): Reading[] {
  return resolveSenml(pack, origin.sent, "readings").flatMap((record) => {
    if (record.unit !== undefined) checkSenmlUnit(record.unit, `readings[${record.index}].u`);
    const channel = channelOf(record, origin.device);
    const readings: Reading[] = [];
    const add = (name: string, unit: string, value: Reading["value"], place: string): void => {
      const { message, device, received } = origin;
      readings.push({
        id: readingId(message, place),
        message,
        device,
        channel: name,
        unit,
        time: record.time,
        received,
        value,
      });
    };
    const place = origin.piece === undefined ? `${record.index}` : `${origin.piece}.${record.index}`;
    if (record.value !== undefined) add(channel, record.unit ?? "", record.value, place);
    if (record.sum !== undefined) add(`${channel}/sum`, "", record.sum, `${place}.sum`);
    return readings;
  });
}

/**
 * A reading's id: SHA-256 of the text `MESSAGE/PLACE`, the place being the record's index in its pack, with the pack's
 * own index and a dot before it under a batch, and `.sum` behind it for a sum.
 */
export function readingId(message: string, place: string): string {
  return sha256Hex(utf8(`${message}/${place}`));
}

/** The record's name without the device's own and the sign between them. */
function channelOf({ name, index }: ResolvedRecord, device: string): string {
  if (!name.startsWith(device)) return name;
  const channel = name.slice(device.length).replace(/^[:/._-]/, "");
  if (channel === "") refuse("device/senml", "The record names the device and no channel.", `readings[${index}]`);
  return channel;
}
