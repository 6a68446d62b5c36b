/**
 * Codes of the WebAssembly instructions that kernels are made of.
 * Source: WebAssembly Core Specification 2.0, section 5.4.
 */

export const valueTypes = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;

export type ValueType = keyof typeof valueTypes;

/** Instructions of one byte. */
export const plain = {
  unreachable: 0x00,
  end: 0x0b,
  else: 0x05,
  return: 0x0f,
  drop: 0x1a,
  select: 0x1b,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LessSigned: 0x48,
  i32LessUnsigned: 0x49,
  i32GreaterSigned: 0x4a,
  i32GreaterOrEqualUnsigned: 0x4f,
  f64Equal: 0x61,
  f64NotEqual: 0x62,
  f64LessOrEqual: 0x65,
  i32Add: 0x6a,
  i32Subtract: 0x6b,
  i32Multiply: 0x6c,
  i32DivideUnsigned: 0x6e,
  i32RemainderUnsigned: 0x70,
  i32And: 0x71,
  i32Or: 0x72,
  i32ShiftLeft: 0x74,
  i32ShiftRightUnsigned: 0x76,
  f64Add: 0xa0,
  f64Subtract: 0xa1,
  f64Multiply: 0xa2,
  f64ConvertI32Unsigned: 0xb8,
} as const;

/** Vector instructions without immediates, after the prefix 0xfd. */
export const vector = {
  i32x4Splat: 0x11,
  i64x2Splat: 0x12,
  f64x2Splat: 0x14,
  not: 0x4d,
  and: 0x4e,
  andNot: 0x4f,
  or: 0x50,
  xor: 0x51,
  bitSelect: 0x52,
  anyTrue: 0x53,
  f64x2Equal: 0x47,
  f64x2NotEqual: 0x48,
  f64x2Less: 0x49,
  f64x2Greater: 0x4a,
  f64x2LessOrEqual: 0x4b,
  f64x2GreaterOrEqual: 0x4c,
  f64x2Ceil: 0x74,
  f64x2Floor: 0x75,
  f64x2Truncate: 0x7a,
  i32x4ShiftLeft: 0xab,
  i32x4ShiftRightSigned: 0xac,
  i32x4ShiftRightUnsigned: 0xad,
  i32x4Add: 0xae,
  i32x4Subtract: 0xb1,
  i32x4Multiply: 0xb5,
  i64x2ShiftLeft: 0xcb,
  i64x2ShiftRightUnsigned: 0xcd,
  i64x2Add: 0xce,
  i64x2Subtract: 0xd1,
  i64x2Equal: 0xd6,
  i64x2GreaterSigned: 0xd9,
  i64x2MultiplyLowUnsigned: 0xde,
  i64x2MultiplyHighUnsigned: 0xdf,
  f64x2Absolute: 0xec,
  f64x2Negate: 0xed,
  f64x2SquareRoot: 0xef,
  f64x2Add: 0xf0,
  f64x2Subtract: 0xf1,
  f64x2Multiply: 0xf2,
  f64x2Divide: 0xf3,
  f64x2PseudoMinimum: 0xf6,
  f64x2PseudoMaximum: 0xf7,
  f64x2ConvertLowI32x4: 0xfe,
} as const;

export type VectorInstruction = keyof typeof vector;

/** Vector instructions with a memory address, a lane or 16 bytes behind them. */
export const vectorWithImmediate = {
  load: 0x00,
  load32Splat: 0x09,
  load64Splat: 0x0a,
  store: 0x0b,
  shuffle: 0x0d,
  i32x4ExtractLane: 0x1b,
  f64x2ExtractLane: 0x21,
  f64x2ReplaceLane: 0x22,
} as const;
