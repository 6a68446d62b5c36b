import type { Page as Tab } from "playwright-core";

/** Milliseconds from inputs to painted answers, of one gesture after the other. */
export interface Paints {
  readonly times: readonly number[];
  /** The longest task of the page's own thread meanwhile; 0 when none took 50 ms. */
  readonly longestTask: number;
}

interface Watch {
  longest: number;
}

/** Begins to watch the page's thread. */
export async function watchTasks(tab: Tab): Promise<void> {
  // Functions that are sent to the page carry a call of the tool that made JavaScript of this file.
  await tab.evaluate("globalThis.__name = (own) => own");
  await tab.evaluate(() => {
    const watch: Watch = { longest: 0 };
    Object.assign(globalThis, { watch });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.longest = Math.max(watch.longest, duration);
    }).observe({ type: "longtask", buffered: false });
  });
}

export async function longestTask(tab: Tab): Promise<number> {
  return tab.evaluate(() => (globalThis as unknown as { readonly watch: Watch }).watch.longest);
}

/**
 * From the event of a key at a slider until what it led to has been painted: `preview` for the first answer while the
 * slider moves, `final` for all futures.
 */
export async function paintAfterKey(tab: Tab, slider: string, until: "preview" | "final"): Promise<number> {
  await tab.evaluate(
    ([label, wanted]) => {
      const thumb = [...document.querySelectorAll<HTMLElement>('[role="slider"]')].find(
        (one) => one.getAttribute("aria-label") === label,
      )!;
      const runOf = () => /run ([0-9a-f]{12}) /.exec(document.querySelector("footer")?.textContent ?? "")?.[1];
      const before = runOf();
      const titles = () =>
        [...document.querySelectorAll('[role="application"]')].map((one) => one.getAttribute("aria-label")).join();
      const shown = titles();
      thumb.focus();
      const result = new Promise<number>((resolve) => {
        let from = 0;
        thumb.addEventListener("keydown", ({ timeStamp }) => (from = timeStamp), { once: true, capture: true });
        const observer = new MutationObserver(() => {
          const isThere =
            wanted === "final"
              ? runOf() !== before
              : runOf() !== before || titles() !== shown || document.body.textContent!.includes("preview, n =");
          if (from === 0 || !isThere) return;
          observer.disconnect();
          // The frame with the change is drawn after this callback, and painted before the next task.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - from);
            port2.postMessage(undefined);
          });
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      });
      Object.assign(globalThis, { painted: result });
    },
    [slider, until] as const,
  );
  await tab.keyboard.press("ArrowRight");
  return tab.evaluate(() => (globalThis as unknown as { readonly painted: Promise<number> }).painted);
}
