/** Longest unit or quantity text, in characters. */
export const longestText = 200;

/** Deepest nesting of parentheses in a unit text. */
export const deepestNesting = 20;

/** Largest exponent, up or down, of a unit or of a base unit in a dimension. */
export const largestExponent = 20;

/** Most units, assets and base units of assets that one economy may declare. */
export const mostDeclarations = 1000;

/** Most decimals of an asset. */
export const mostDecimals = 30;

/** Widest numerator or denominator of a unit's scale, in bits: 10^±1200, far past any unit in use. */
export const widestScale = 4096;
