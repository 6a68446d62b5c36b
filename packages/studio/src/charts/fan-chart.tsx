import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { shown } from "./numbers.js";

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
  /** The step that was chosen. */
  readonly onChoose: (step: number) => void;
}

/** A fan of quantiles over time: the outer band, the inner one, the median, and what was before. */
export function FanChart(props: FanChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const choose = useRef(props.onChoose);
  choose.current = props.onChoose;
  const { times, bands, before, paths, height, isLog, isDark, isDated, unit, label } = props;
  const count = bands.length;
  const singles = paths.length;

  useEffect(() => {
    const own = new uPlot(
      options({ count, singles, isLog, isDark, isDated, unit, height, width: host.current!.clientWidth }),
      [],
      host.current!,
    );
    plot.current = own;
    const resize = new ResizeObserver(() => own.setSize({ width: host.current!.clientWidth, height }));
    resize.observe(host.current!);
    const click = () => {
      if (typeof own.cursor.idx === "number") choose.current(own.cursor.idx);
    };
    own.over.addEventListener("click", click);
    return () => {
      resize.disconnect();
      own.destroy();
    };
  }, [count, singles, height, isLog, isDark, isDated, unit]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot that was made anew begins empty
  useEffect(() => {
    // Of a series that is not there every value is null; NaN would spoil the scale.
    plot.current!.setData([times, ...bands, before ?? Array.from(times, () => null), ...paths]);
  }, [times, bands, before, paths, count, singles, height, isLog, isDark, isDated, unit]);

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
        const own = plot.current!;
        if (event.key === "Enter") choose.current(own.cursor.idx ?? times.length - 1);
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
      { ...axis, size: 30 },
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
