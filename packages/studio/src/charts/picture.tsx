import { useEffect, useId, useRef, useState } from "react";
import { placeSigns, type Sign, Signs, widthOfText } from "./legend.js";
import type { Look } from "./look.js";
import { shown } from "./numbers.js";
import {
  dateText,
  dateTicks,
  type Extent,
  extentOf,
  linearScale,
  logScale,
  multiples,
  roundStep,
  type Scale,
  tightScale,
} from "./scales.js";

/** A filled area between two series. */
export interface Area {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly fill: string;
  readonly opacity?: number;
  /** Written beside its end. */
  readonly label?: string;
  /** Stripes, by which areas are told apart without colour; 0 for none. */
  readonly stripes?: number;
}

export interface Line {
  readonly values: ArrayLike<number>;
  /** Default: those of the picture. */
  readonly xs?: ArrayLike<number>;
  readonly stroke: string;
  readonly width: number;
  readonly dash?: string | undefined;
  readonly opacity?: number;
  /** A circle at every point. */
  readonly hasPoints?: boolean;
  /** A mark at its first and its last point. */
  readonly hasEnds?: boolean;
}

export interface PictureProps {
  readonly width: number;
  readonly height: number;
  readonly look: Look;
  /** What it shows, in words. */
  readonly label: string;
  readonly xs: ArrayLike<number>;
  /** The horizontal axis: dates as seconds since 1970, or numbers. */
  readonly isDated: boolean;
  readonly xUnit?: string;
  readonly unit: string;
  readonly areas?: readonly Area[];
  readonly lines?: readonly Line[];
  readonly isLog?: boolean;
  readonly hasZero?: boolean;
  /** Written on the picture itself: for one that is taken away. */
  readonly title?: string;
  readonly footer?: string;
  readonly onChoose?: (index: number) => void;
  /** Signs explained above the picture. */
  readonly legend?: readonly Sign[];
  /** Ends of the vertical axis, where they are not those of the values. */
  readonly extent?: Extent;
}

/** Most points of a line that are drawn: more than the pixels of a wide screen. */
const mostPoints = 1500;

/** A chart as SVG whose parts carry their own attributes. */
export function Picture(props: PictureProps) {
  const {
    width,
    height,
    look,
    label,
    xs,
    isDated,
    unit,
    areas = [],
    lines = [],
    isLog,
    hasZero,
    title,
    footer,
  } = props;
  const id = useId();
  const hasLabels = areas.some((area) => area.label !== undefined);
  const right = width - (hasLabels ? labelRoom(areas, width) : 16);
  const legend = placeSigns(props.legend ?? [], 64, right);
  const box = {
    left: 64,
    right,
    top: (title === undefined ? 24 : 58) + legend.height,
    bottom: height - (footer === undefined ? 26 : 44) - (props.xUnit === undefined ? 0 : 14),
  };
  const x = xScale(props, [box.left, box.right]);
  const y = yScale(areas, lines, { isLog, hasZero, extent: props.extent }, [box.bottom, box.top]);
  const isYearly = x.ticks.every((tick) => new Date(1000 * tick).getUTCMonth() === 0);
  const choose = (clientX: number, target: SVGSVGElement) => {
    const at = ((clientX - target.getBoundingClientRect().left) * width) / target.getBoundingClientRect().width;
    props.onChoose?.(nearest(xs, x, at));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same is asked by keyboard in the panel of reasons
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      fontFamily="system-ui, sans-serif"
      fontSize={11}
      onClick={props.onChoose === undefined ? undefined : (event) => choose(event.clientX, event.currentTarget)}
    >
      <title>{label}</title>
      <defs>
        {[1, 2, 3, 4].map((kind) => (
          <pattern
            key={kind}
            id={`${id}-${kind}`}
            width={5 + kind}
            height={5 + kind}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${45 * kind})`}
          >
            <path d={`M0 0H${5 + kind}`} stroke={look.paper} strokeWidth={1.2} strokeOpacity={0.55} />
          </pattern>
        ))}
        <clipPath id={`${id}-box`}>
          <rect x={box.left} y={box.top} width={box.right - box.left} height={box.bottom - box.top} />
        </clipPath>
      </defs>
      {title === undefined ? null : (
        <>
          <rect width={width} height={height} fill={look.paper} />
          <text x={16} y={26} fontSize={16} fontWeight={600} fill={look.ink}>
            {title}
          </text>
        </>
      )}
      {y.ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${box.left} ${y.at(tick)}H${box.right}`} stroke={look.grid} fill="none" />
          <text x={box.left - 6} y={y.at(tick) + 4} textAnchor="end" fill={look.quiet}>
            {shown(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${x.at(tick)} ${box.top}V${box.bottom}`} stroke={look.grid} fill="none" />
          <text x={x.at(tick)} y={box.bottom + 15} textAnchor="middle" fill={look.quiet}>
            {isDated ? dateText(tick, isYearly) : shown(tick)}
          </text>
        </g>
      ))}
      <Signs
        signs={legend.signs}
        top={box.top - 18 - legend.height}
        look={look}
        stripes={(kind) => `url(#${id}-${kind})`}
      />
      <text x={title === undefined ? 4 : 16} y={box.top - 12} fill={look.quiet} fontWeight={600}>
        {unit === "1" ? "" : unit}
      </text>
      {props.xUnit === undefined ? null : (
        <text x={box.right} y={box.bottom + 30} textAnchor="end" fill={look.quiet} fontWeight={600}>
          {props.xUnit}
        </text>
      )}
      <g clipPath={`url(#${id}-box)`}>
        {areas.map((area, index) => {
          const path = areaPath(xs, area, x, y);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: areas have no other name, and keep their order
            <g key={index}>
              <path d={path} fill={area.fill} fillOpacity={area.opacity ?? 1} />
              {area.stripes === undefined || area.stripes === 0 ? null : (
                <path d={path} fill={`url(#${id}-${1 + ((area.stripes - 1) % 4)})`} />
              )}
            </g>
          );
        })}
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and keep their order
          <g key={index}>
            <path
              d={linePath(line.xs ?? xs, line.values, x, y)}
              fill="none"
              stroke={line.stroke}
              strokeWidth={line.width}
              strokeOpacity={line.opacity ?? 1}
              strokeDasharray={line.dash}
              strokeLinejoin="round"
            />
            {line.hasPoints === true
              ? indices(line.values.length).map((point) => (
                  <circle
                    key={point}
                    cx={x.at((line.xs ?? xs)[point]!)}
                    cy={y.at(line.values[point]!)}
                    r={3.5}
                    fill="none"
                    stroke={line.stroke}
                    strokeWidth={1.5}
                  />
                ))
              : null}
            {line.hasEnds === true ? <Ends line={line} xs={xs} x={x} y={y} look={look} /> : null}
          </g>
        ))}
      </g>
      {hasLabels ? (
        <AreaLabels areas={areas} x={box.right} y={y} bottom={box.bottom} look={look} room={width - box.right} />
      ) : null}
      {footer === undefined ? null : (
        <text x={16} y={height - 10} fontSize={9} fill={look.quiet}>
          {footer}
        </text>
      )}
    </svg>
  );
}

function Ends({ line, xs, x, y, look }: { line: Line; xs: ArrayLike<number>; x: Scale; y: Scale; look: Look }) {
  const own = line.xs ?? xs;
  const last = line.values.length - 1;
  return (
    <>
      <circle
        cx={x.at(own[0]!)}
        cy={y.at(line.values[0]!)}
        r={4}
        fill={look.paper}
        stroke={line.stroke}
        strokeWidth={2}
      />
      <circle cx={x.at(own[last]!)} cy={y.at(line.values[last]!)} r={4} fill={line.stroke} />
    </>
  );
}

/** Least distance of two labels. */
const labelHeight = 14;

interface AreaLabelsProps {
  readonly areas: readonly Area[];
  readonly x: number;
  readonly y: Scale;
  readonly bottom: number;
  readonly look: Look;
  /** Pixels that a label may take. */
  readonly room: number;
}

/** The names of areas beside their ends, each with a line to where it belongs; none hides another. */
function AreaLabels({ areas, x, y, bottom, look, room }: AreaLabelsProps) {
  const labels = areas
    .filter(({ label }) => label !== undefined)
    .map(({ label, low, high }) => ({ label, at: (y.at(low[low.length - 1]!) + y.at(high[high.length - 1]!)) / 2 }))
    .sort((one, other) => one.at - other.at);
  const places: number[] = [];
  for (const { at } of labels) places.push(Math.max(at, (places.at(-1) ?? 0) + labelHeight));
  for (let index = places.length - 1; index >= 0; index--) {
    places[index] = Math.min(places[index]!, bottom - (places.length - 1 - index) * labelHeight);
  }
  return (
    <>
      {labels.map(({ label, at }, index) => (
        <g key={label}>
          <path d={`M${x} ${at}L${x + 10} ${places[index]!}`} stroke={look.quiet} fill="none" />
          <text x={x + 13} y={places[index]! + 4} fill={look.ink}>
            {shortened(label!, room)}
          </text>
        </g>
      ))}
    </>
  );
}

/** Pixels beside the picture that the longest label takes, but never more than a third of it. */
function labelRoom(areas: readonly Area[], width: number): number {
  const longest = Math.max(...areas.map(({ label }) => (label === undefined ? 0 : widthOfText(label))));
  return Math.round(Math.min(width / 3, Math.max(72, longest + 24)));
}

function shortened(label: string, room: number): string {
  let text = label;
  while (text.length > 1 && widthOfText(`${text}…`) > room - 16) text = text.slice(0, -1);
  return widthOfText(label) <= room - 16 ? label : `${text}…`;
}

function xScale({ xs, lines = [], isDated, width }: PictureProps, range: readonly [number, number]): Scale {
  const extent = extentOf([xs, ...lines.flatMap((line) => (line.xs === undefined ? [] : [line.xs]))]);
  const count = Math.max(2, Math.floor(width / 90));
  if (isDated) return tightScale(extent, range, dateTicks(extent, count));
  if (lines.some((line) => line.xs !== undefined)) return linearScale(extent, range, count);
  const step = Math.max(1, roundStep((extent[1] - extent[0]) / count || 1));
  return tightScale(extent, range, multiples(extent, step));
}

function yScale(
  areas: readonly Area[],
  lines: readonly Line[],
  {
    isLog,
    hasZero,
    extent: given,
  }: { isLog?: boolean | undefined; hasZero?: boolean | undefined; extent?: Extent | undefined },
  range: readonly [number, number],
): Scale {
  const extent =
    given ?? extentOf([...areas.flatMap(({ low, high }) => [low, high]), ...lines.map(({ values }) => values)]);
  if (isLog === true && extent[0] > 0) return logScale(extent, range);
  const own: Extent = hasZero === true ? [Math.min(0, extent[0]), Math.max(0, extent[1])] : extent;
  return linearScale(own, range, Math.max(2, Math.floor((range[0] - range[1]) / 42)));
}

function place(value: number): string {
  return value.toFixed(1);
}

/** Every so manieth point, and the last one. */
function indices(length: number): readonly number[] {
  const every = Math.max(1, Math.ceil(length / mostPoints));
  const found: number[] = [];
  for (let index = 0; index < length; index += every) found.push(index);
  if (found.at(-1) !== length - 1) found.push(length - 1);
  return found;
}

function linePath(xs: ArrayLike<number>, values: ArrayLike<number>, x: Scale, y: Scale): string {
  const corners = indices(values.length)
    .filter((index) => Number.isFinite(values[index]!))
    .map((index) => `${place(x.at(xs[index]!))} ${place(y.at(values[index]!))}`);
  return corners.length === 0 ? "" : `M${corners.join("L")}`;
}

function areaPath(xs: ArrayLike<number>, { low, high }: Area, x: Scale, y: Scale): string {
  const points = indices(high.length);
  const corner = (values: ArrayLike<number>) => (index: number) =>
    `${place(x.at(xs[index]!))} ${place(y.at(values[index]!))}`;
  return `M${points.map(corner(high)).join("L")}L${[...points].reverse().map(corner(low)).join("L")}Z`;
}

function nearest(xs: ArrayLike<number>, x: Scale, at: number): number {
  let best = 0;
  for (let index = 1; index < xs.length; index++) {
    if (Math.abs(x.at(xs[index]!) - at) < Math.abs(x.at(xs[best]!) - at)) best = index;
  }
  return best;
}

/** A picture as wide as the place it stands in. */
export function WidePicture(props: Omit<PictureProps, "width">) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const measure = () => setWidth(host.current?.clientWidth ?? 0);
    const resize = new ResizeObserver(measure);
    resize.observe(host.current!);
    measure();
    return () => resize.disconnect();
  }, []);
  return (
    <div ref={host} className="picture" style={{ minHeight: props.height }}>
      {width === 0 ? null : <Picture {...props} width={width} />}
    </div>
  );
}
