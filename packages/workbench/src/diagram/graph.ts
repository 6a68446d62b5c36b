/** What the layout is about: boxes, arrows between them, and places. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box to be placed. */
export interface LayerNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The round part on whose border arrows end, from the upper left corner. */
  readonly core?: { readonly x: number; readonly y: number; readonly radius: number };
  /** Arrows meet the middle of its sides only. */
  readonly isCentred?: boolean;
}

export interface LayerEdge {
  readonly kind: "pipe" | "link" | "initial";
  readonly from: string;
  readonly to: string;
  /** The box that this arrow and the next of the same way have in common: the valve of a flow. */
  readonly through?: string;
}

/** The way of an arrow from border to border. */
export interface Route {
  readonly edge: LayerEdge;
  /** Corners in pairs: straight within a pair, a swing from one pair to the next. */
  readonly points: readonly Point[];
}

/** Where a box lies when layers follow one another along an axis; within a layer boxes lie across it. */
export interface PlacedNode {
  readonly id: string;
  readonly along: number;
  readonly across: number;
  readonly length: number;
  readonly breadth: number;
  readonly core?: { readonly across: number; readonly radius: number };
  readonly isCentred: boolean;
}

/** A layer by its middle and half the length of its longest box. */
export interface Strip {
  readonly middle: number;
  readonly half: number;
}

export interface AxisPoint {
  readonly along: number;
  readonly across: number;
}

export interface Bend {
  readonly edge: LayerEdge;
  readonly points: readonly AxisPoint[];
}
