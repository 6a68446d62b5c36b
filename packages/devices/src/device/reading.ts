/**
 * One measured value of one channel of one device, as the network keeps it: what the device said, when it said it
 * was measured, when it arrived, and which signed message it came in. Never changed after it was accepted.
 */
export interface Reading {
  /** Content address: lower-case hex SHA-256 over the message's id and the reading's place in its pack. */
  readonly id: string;
  /** Lower-case hex SHA-256 of the exact bytes that were signed; one message may carry many readings. */
  readonly message: string;
  /** DID or URN of the device, at most 128 characters. */
  readonly device: string;
  /** What is measured: the record's SenML name without the device's own, such as `temperature`. */
  readonly channel: string;
  /** Unit in the SenML registry's spelling, such as `Cel`; empty where the registry has none for it. */
  readonly unit: string;
  /** When it was measured by the device's clock, in seconds since 1970 UTC. */
  readonly time: number;
  /** When the network received the message, in seconds since 1970 UTC, by the receiving node's clock. */
  readonly received: number;
  /** The measured value; text, truth values and raw data are kept as evidence but never judged or paid as numbers. */
  readonly value: number | string | boolean | Uint8Array;
}
