import type { Page as Tab } from "playwright-core";

interface Watch {
  /** Milliseconds of the longest task of the page's thread; 0 when none took 50. */
  longest: number;
  /** When a chart was drawn last. */
  drawn: number;
  painted: Promise<number>;
}

type Watching = { readonly watch: Watch };

/** Begins to watch the page's thread and its charts. */
export async function watch(tab: Tab): Promise<void> {
  // Functions that are sent to the page carry a call of the tool that made JavaScript of this file.
  await tab.evaluate("globalThis.__name = (own) => own");
  await tab.evaluate(() => {
    const own: Watch = { longest: 0, drawn: 0, painted: Promise.resolve(0) };
    Object.assign(globalThis, { watch: own });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) own.longest = Math.max(own.longest, duration);
    }).observe({ type: "longtask", buffered: false });
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      own.drawn = performance.now();
      clear.apply(this, box);
    };
  });
}

export async function longestTask(tab: Tab): Promise<number> {
  return tab.evaluate(() => (globalThis as unknown as Watching).watch.longest);
}

/**
 * Milliseconds from the event that the action causes until a chart that was drawn after it is painted.
 *
 * @param isFinal The charts of all futures are waited for, those of another run than before.
 */
export async function timeToPaint(
  tab: Tab,
  event: "mousemove" | "mouseup",
  isFinal: boolean,
  act: () => Promise<void>,
): Promise<number> {
  await tab.evaluate(
    ([type, final]) => {
      const { watch: own } = globalThis as unknown as Watching;
      const runOf = () => /run ([0-9a-f]{12}) /.exec(document.querySelector("footer")?.textContent ?? "")?.[1];
      const before = runOf();
      own.painted = new Promise((resolve) => {
        document.addEventListener(
          type,
          ({ timeStamp }) => {
            const look = () => {
              // This callback runs in the frame; what it sees has been drawn, and is painted before the next task.
              if (own.drawn <= timeStamp || (final && runOf() === before)) {
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
    [event, isFinal] as const,
  );
  await act();
  return tab.evaluate(() => (globalThis as unknown as Watching).watch.painted);
}
