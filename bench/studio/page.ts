import type { Page as Tab } from "playwright-core";

interface Watch {
  /** Milliseconds of the tasks of the page's thread that took 50 or more. */
  long: number[];
  /** When a canvas was drawn last. */
  drawn: WeakMap<HTMLCanvasElement, number>;
  painted: Promise<number>;
}

type Watching = { readonly watch: Watch };

/** Begins to watch the page's thread and its charts. */
export async function watch(tab: Tab): Promise<void> {
  // Functions that are sent to the page carry a call of the tool that made JavaScript of this file.
  await tab.evaluate("globalThis.__name = (own) => own");
  await tab.evaluate(() => {
    const known = (globalThis as unknown as Partial<Watching>).watch;
    if (known !== undefined) {
      known.long = [];
      return;
    }
    const own: Watch = { long: [], drawn: new WeakMap(), painted: Promise.resolve(0) };
    Object.assign(globalThis, { watch: own });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) own.long.push(duration);
    }).observe({ type: "longtask", buffered: false });
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      own.drawn.set(this.canvas, performance.now());
      clear.apply(this, box);
    };
  });
}

/** Milliseconds of each task of the page's thread since `watch` that took 50 or more. */
export async function longTasks(tab: Tab): Promise<readonly number[]> {
  return tab.evaluate(() => (globalThis as unknown as Watching).watch.long);
}

/**
 * Milliseconds from the event that the action causes until the charts that were drawn after it are painted.
 *
 * @param futures All charts on the screen must show the bands of so many.
 */
export async function timeToPaint(
  tab: Tab,
  event: "mousemove" | "mouseup",
  futures: number,
  act: () => Promise<void>,
): Promise<number> {
  await tab.evaluate(
    ([type, runs]) => {
      const { watch: own } = globalThis as unknown as Watching;
      const isDrawn = (since: number) => {
        const charts = [...document.querySelectorAll<HTMLElement>(".chart[data-futures]")].filter((chart) => {
          const { top, bottom } = chart.getBoundingClientRect();
          return bottom > 0 && top < innerHeight;
        });
        // What the slider does not move has the same bands as before, and is not drawn again.
        return (
          charts.every((chart) => chart.dataset["futures"] === String(runs)) &&
          charts.some((chart) => (own.drawn.get(chart.querySelector("canvas")!) ?? 0) > since)
        );
      };
      own.painted = new Promise((resolve) => {
        document.addEventListener(
          type,
          ({ timeStamp }) => {
            const look = () => {
              // This callback runs in the frame; what it sees has been drawn, and is painted before the next task.
              if (!isDrawn(timeStamp)) {
                requestAnimationFrame(look);
                return;
              }
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now() - timeStamp);
              port2.postMessage(undefined);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      });
    },
    [event, futures] as const,
  );
  await act();
  return tab.evaluate(() => (globalThis as unknown as Watching).watch.painted);
}
