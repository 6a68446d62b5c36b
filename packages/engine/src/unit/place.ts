import type { Place } from "../base/errors.js";

/**
 * The place of a part of `text`, for an error about that part.
 *
 * `place.column` is the column at which `text` begins in the user's line. When the line or file is known but
 * the column is not, no column is made up; when neither is known, the text itself is shown as the line.
 *
 * @param offset Number of characters (UTF-16 units) of `text` before the part.
 * @param length Number of characters to underline.
 */
export function placeAt(text: string, offset: number, length: number, place?: Place): Place {
  const width = Math.max(1, length);
  if (place?.column !== undefined) return { ...place, column: place.column + offset, length: width };
  if (place?.line !== undefined || place?.file !== undefined) return place;
  return { ...place, column: offset + 1, length: width, lineText: text };
}

/** The text in quotes, cut to a length that fits an error message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
