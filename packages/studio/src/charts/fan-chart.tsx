import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Drawing, drawSoon, forget, watchSeen } from "./drawing.js";
import { shown } from "./numbers.js";

/** Bands that change many times a second. */
export interface LiveBands {
  current(): readonly Float64Array[] | undefined;
  /** Of how many futures they are. */
  runs(): number;
  /** Calls back after every change; returns how to end that. */
  subscribe(listener: () => void): () => void;
}

export interface FanChartProps {
  /** Seconds since 1970 of each step where the scenario is dated; otherwise the number of the step. */
  readonly times: Float64Array;
  readonly isDated: boolean;
  readonly unit: string;
  /** Bands from the lowest quantile to the highest; the one in the middle is the median. */
  readonly bands: readonly Float64Array[];
  /** The median of what it is compared with, drawn faintly. */
  readonly before: Float64Array | undefined;
  /** Single futures, drawn thin. */
  readonly paths: readonly Float64Array[];
  readonly height: number;
  readonly isLog: boolean;
  readonly isDark: boolean;
  readonly label: string;
  /** What is drawn in place of the bands, as long as there is something. */
  readonly live?: LiveBands;
  /** The step that was chosen. */
  readonly onChoose: (step: number) => void;
}

/**
 * A fan of quantiles over time: the outer band, the inner one, the median, and what was before. It is drawn once a frame
 * at most, and only where something has changed.
 */
export function FanChart(props: FanChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const { times, bands, before, paths, height, isLog, isDark, isDated, unit, label, live } = props;
  const count = bands.length;
  const singles = paths.length;

  const drawing = useRef<Drawing | undefined>(undefined);
  useEffect(() => {
    let drawn: readonly unknown[] = [];
    let width = 0;
    const make = (): uPlot => {
      width = host.current!.clientWidth;
      const own = new uPlot(
        options({ count, singles, isLog, isDark, isDated, unit, height, width }),
        [],
        host.current!,
      );
      plot.current = own;
      own.over.addEventListener("click", () => {
        if (typeof own.cursor.idx === "number") latest.current.onChoose(own.cursor.idx);
      });
      return own;
    };
    const own: Drawing = {
      isSeen: false,
      draw: () => {
        // The card may be gone by the time that its turn comes.
        if (host.current === null) return;
        const { times, bands, before, paths, live } = latest.current;
        const shown = live?.current() ?? bands;
        const data = [times, ...shown, before, ...paths];
        if (live !== undefined) host.current!.dataset["futures"] = String(live.runs());
        if (data.length === drawn.length && data.every((series, index) => series === drawn[index])) return;
        // What is drawn next is on its way where the lengths differ: another horizon, or other quantiles.
        if (shown.length !== count || shown[0]?.length !== times.length || paths.length !== singles) return;
        drawn = data;
        // Of a series that is not there every value is null; NaN would spoil the scale.
        const median = before ?? Array.from(times, () => null);
        (plot.current ?? make()).setData([times, ...shown, median, ...paths]);
      },
    };
    drawing.current = own;
    const resize = new ResizeObserver(() => {
      // A card that has gone is let go of only after its element has.
      const now = host.current?.clientWidth;
      if (plot.current === undefined || now === undefined || now === width) return;
      width = now;
      plot.current.setSize({ width, height });
    });
    resize.observe(host.current!);
    const unwatch = watchSeen(host.current!, (isSeen) => {
      own.isSeen = isSeen;
      if (isSeen) drawSoon(own);
    });
    drawSoon(own);
    return () => {
      forget(own);
      unwatch();
      resize.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [count, singles, height, isLog, isDark, isDated, unit]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is taken from the latest properties
  useEffect(() => drawSoon(drawing.current!), [times, bands, before, paths]);

  useEffect(() => live?.subscribe(() => drawSoon(drawing.current!)), [live]);

  const step = (key: string): number | undefined => {
    const at = plot.current?.cursor.idx ?? times.length - 1;
    if (key === "ArrowLeft") return Math.max(0, at - 1);
    if (key === "ArrowRight") return Math.min(times.length - 1, at + 1);
    if (key === "Home") return 0;
    return key === "End" ? times.length - 1 : undefined;
  };

  return (
    <div
      ref={host}
      className="chart"
      style={{ minHeight: height }}
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the cursor of the chart is moved by the arrow keys
      tabIndex={0}
      onKeyDown={(event) => {
        if (plot.current === undefined) drawing.current!.draw();
        const own = plot.current;
        if (own === undefined) return;
        if (event.key === "Enter") props.onChoose(own.cursor.idx ?? times.length - 1);
        const to = step(event.key);
        if (to === undefined) return;
        event.preventDefault();
        own.setCursor({ left: own.valToPos(times[to]!, "x"), top: height / 2 });
      }}
    />
  );
}

interface Look {
  readonly count: number;
  readonly singles: number;
  readonly height: number;
  readonly isLog: boolean;
  readonly isDark: boolean;
  readonly isDated: boolean;
  readonly unit: string;
  readonly width: number;
}

function options({ count, singles, height, isLog, isDark, isDated, unit, width }: Look): uPlot.Options {
  const [ink, line, fill] = isDark ? ["#c1c2c5", "#4dabf7", "77, 171, 247"] : ["#495057", "#1864ab", "24, 100, 171"];
  const middle = (count - 1) / 2;
  const axis = { stroke: ink, grid: { stroke: isDark ? "#373a40" : "#e9ecef", width: 1 }, ticks: { show: false } };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: isDated }, y: { distr: isLog ? 3 : 1 } },
    axes: [
      // Two rows where months stand above years.
      { ...axis, size: isDated ? 42 : 30 },
      {
        ...axis,
        size: 72,
        label: unit === "1" ? "" : unit,
        labelSize: 16,
        values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : shown(tick))),
      },
    ],
    series: [
      {},
      ...Array.from({ length: count }, (_, index) => {
        return index === middle ? { stroke: line, width: 2 } : { stroke: `rgba(${fill}, 0.25)`, width: 1 };
      }),
      { stroke: ink, width: 1, dash: [4, 4] },
      ...Array.from({ length: singles }, () => ({
        stroke: isDark ? "rgba(255,255,255,0.35)" : "rgba(0,0,0,0.3)",
        width: 0.7,
      })),
    ],
    bands: Array.from({ length: Math.floor(count / 2) }, (_, index) => ({
      series: [count - index, index + 1] as [number, number],
      fill: `rgba(${fill}, ${0.12 + 0.1 * index})`,
    })),
  };
}
