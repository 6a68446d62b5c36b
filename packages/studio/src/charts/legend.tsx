import type { Look } from "./look.js";

/** What a line or an area stands for. */
export interface Sign {
  readonly label: string;
  readonly stroke?: string;
  readonly dash?: string | undefined;
  readonly width?: number;
  readonly fill?: string;
  readonly stripes?: number;
}

export interface PlacedSign extends Sign {
  readonly x: number;
  readonly row: number;
}

const rowHeight = 16;
const sample = 22;

/** Pixels of a text of the size of the picture's, wide enough for any script. */
export function widthOfText(text: string): number {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0)! > 0x2e80 ? 11.5 : 6.2;
  return width;
}

/** The signs in rows between two places. */
export function placeSigns(
  signs: readonly Sign[],
  left: number,
  right: number,
): { readonly signs: readonly PlacedSign[]; readonly height: number } {
  let [x, row] = [left, 0];
  const placed = signs.map((sign): PlacedSign => {
    const width = sample + 6 + widthOfText(sign.label) + 14;
    if (x > left && x + width - 14 > right) {
      x = left;
      row += 1;
    }
    const own = { ...sign, x, row };
    x += width;
    return own;
  });
  return { signs: placed, height: signs.length === 0 ? 0 : rowHeight * (row + 1) };
}

interface SignsProps {
  readonly signs: readonly PlacedSign[];
  readonly top: number;
  readonly look: Look;
  /** The fill of a kind of stripes. */
  readonly stripes: (kind: number) => string;
}

export function Signs({ signs, top, look, stripes }: SignsProps) {
  return (
    <>
      {signs.map(({ label, x, row, stroke, dash, width, fill, stripes: kind }) => {
        const y = top + rowHeight * row;
        return (
          <g key={label}>
            {fill === undefined ? null : <rect x={x} y={y} width={sample} height={10} fill={fill} />}
            {fill === undefined || kind === undefined || kind === 0 ? null : (
              <rect x={x} y={y} width={sample} height={10} fill={stripes(1 + ((kind - 1) % 4))} />
            )}
            {stroke === undefined ? null : (
              <path
                d={`M${x} ${y + 5}H${x + sample}`}
                stroke={stroke}
                strokeWidth={width ?? 2}
                strokeDasharray={dash}
                fill="none"
              />
            )}
            <text x={x + sample + 6} y={y + 9} fill={look.ink}>
              {label}
            </text>
          </g>
        );
      })}
    </>
  );
}
