/** Offset of a node's first character in its equation's text. */
interface Positioned {
  readonly at: number;
}

/** One index between square brackets. */
export type XmileIndex =
  | ({ readonly kind: "expression"; readonly value: XmileExpression } & Positioned)
  /** `*`, or `*:early` for the elements of a part of the dimension. */
  | ({ readonly kind: "all"; readonly of?: string } & Positioned)
  | ({ readonly kind: "range"; readonly from: XmileExpression; readonly to: XmileExpression } & Positioned)
  /** `@2`: the second dimension of the variable that the equation belongs to. */
  | ({ readonly kind: "dimension"; readonly position: number } & Positioned);

export type XmileOperator = "+" | "-" | "*" | "/" | "^" | "mod" | "<" | "<=" | ">" | ">=" | "=" | "<>" | "and" | "or";

/**
 * An equation of XMILE (section 3.3) as a tree. Names are canonical parts (see `names.ts`): `marketing.cost` is
 * `["marketing", "cost"]`, and `.cost` of the root model `["", "cost"]`.
 */
export type XmileExpression =
  | ({ readonly kind: "number"; readonly text: string } & Positioned)
  | ({
      readonly kind: "name";
      readonly parts: readonly string[];
      readonly indices?: readonly XmileIndex[];
    } & Positioned)
  | ({
      readonly kind: "call";
      readonly parts: readonly string[];
      readonly indices?: readonly XmileIndex[];
      readonly arguments: readonly XmileExpression[];
    } & Positioned)
  | ({ readonly kind: "unary"; readonly operator: "-" | "not"; readonly operand: XmileExpression } & Positioned)
  | ({ readonly kind: "transpose"; readonly operand: XmileExpression } & Positioned)
  | ({
      readonly kind: "binary";
      readonly operator: XmileOperator;
      readonly left: XmileExpression;
      readonly right: XmileExpression;
    } & Positioned)
  | ({
      readonly kind: "if";
      readonly condition: XmileExpression;
      readonly whenTrue: XmileExpression;
      readonly whenFalse: XmileExpression;
    } & Positioned);

/** An equation, or a part of it, that this importer has no words for. The message is a clause: "the function X is not known". */
export class NotTranslated extends Error {
  constructor(
    message: string,
    /** Offset in the equation's text, where it is known. */
    readonly at?: number,
  ) {
    super(message);
    this.name = "NotTranslated";
  }
}
