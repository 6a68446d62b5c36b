import { limits } from "../limits.js";
import { binary, choose, type Expression, literal, one, zero } from "./build.js";
import { NotTranslated } from "./syntax.js";

/**
 * RANK (section 3.7.1): the place, counted from 1, of the element that has a rank among all in ascending order. Ties are
 * broken by a second array, and what is still equal by the order of the elements. Written out as a sum over the
 * elements, of which one has the rank; 0 where none has.
 */
export function rank(elements: readonly Expression[], ties: readonly Expression[], wanted: Expression): Expression {
  if (elements.length ** 2 > limits.writtenOut * 2)
    throw new NotTranslated(`RANK of ${elements.length} elements is too long to write out`);
  if (ties.length > 0 && ties.length !== elements.length)
    throw new NotTranslated("the two arrays of RANK have different sizes");
  const keys = ties.length === 0 ? [elements] : [elements, ties];
  /** Of elements that are equal in all keys the first in order comes first. */
  const isBefore = (other: number, own: number, level = 0): Expression => {
    const key = keys[level]!;
    if (level === keys.length - 1) return binary(other < own ? "<=" : "<", key[other]!, key[own]!);
    const isEqual = binary("=", key[other]!, key[own]!);
    return binary("or", binary("<", key[other]!, key[own]!), binary("and", isEqual, isBefore(other, own, level + 1)));
  };
  return elements.reduce<Expression>((sum, _, own) => {
    const before = elements.reduce<Expression>(
      (count, __, other) => (other === own ? count : add(count, choose(isBefore(other, own), one, zero))),
      one,
    );
    return add(sum, choose(binary("=", before, wanted), literal(own + 1), zero));
  }, zero);
}

function add(left: Expression, right: Expression): Expression {
  return left === zero ? right : binary("+", left, right);
}
