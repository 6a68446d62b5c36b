/** Numbers in linear memory that vector code reads by lane, in entries of whole pairs. */
export interface Table {
  readonly name: string;
  readonly numbers: Float64Array;
}
