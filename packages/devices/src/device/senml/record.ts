/** A record as it is written in a pack: base values and its own (RFC 8428 sections 4.1 and 4.2). */
export interface SenmlRecord {
  /** Base name. */
  readonly bn?: string;
  /** Base time, s. */
  readonly bt?: number;
  /** Base unit. */
  readonly bu?: string;
  /** Base value. */
  readonly bv?: number;
  /** Base sum. */
  readonly bs?: number;
  /** Version of the format; 10 when no record says one. */
  readonly bver?: number;
  readonly n?: string;
  /** Unit in the spelling of the SenML registry. */
  readonly u?: string;
  readonly v?: number;
  readonly vs?: string;
  readonly vb?: boolean;
  readonly vd?: Uint8Array;
  /** Sum of the values over time, in the unit times s. */
  readonly s?: number;
  /** Seconds since 1970, or relative to now when below 2^28. */
  readonly t?: number;
  /** Seconds within which the next record is to come. */
  readonly ut?: number;
}

export type SenmlPack = readonly SenmlRecord[];
export type SenmlField = keyof SenmlRecord;
export type SenmlKind = "text" | "number" | "boolean" | "data";

interface SenmlFieldRule {
  readonly label: number;
  readonly kind: SenmlKind;
}

/** Labels of CBOR (RFC 8428 table 4) and kinds of values. */
export const senmlFields: { readonly [K in SenmlField]-?: SenmlFieldRule } = {
  bver: { label: -1, kind: "number" },
  bn: { label: -2, kind: "text" },
  bt: { label: -3, kind: "number" },
  bu: { label: -4, kind: "text" },
  bv: { label: -5, kind: "number" },
  bs: { label: -6, kind: "number" },
  n: { label: 0, kind: "text" },
  u: { label: 1, kind: "text" },
  v: { label: 2, kind: "number" },
  vs: { label: 3, kind: "text" },
  vb: { label: 4, kind: "boolean" },
  s: { label: 5, kind: "number" },
  t: { label: 6, kind: "number" },
  ut: { label: 7, kind: "number" },
  vd: { label: 8, kind: "data" },
};

/** All fields, in the order in which JSON is written: base values first. */
export const senmlFieldNames = Object.keys(senmlFields) as readonly SenmlField[];
