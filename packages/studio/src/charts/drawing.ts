/** Something that draws itself. */
export interface Drawing {
  /** Whether it is on the screen, or close to it. */
  isSeen: boolean;
  draw(): void;
}

const waiting = new Set<Drawing>();
let isAsked = false;

/**
 * Draws in the next frame what is on the screen, however often that is asked for before, and the rest one by one when
 * the page has nothing else to do.
 */
export function drawSoon(drawing: Drawing): void {
  waiting.add(drawing);
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(drawSeen);
}

/** What is not there any more is not drawn. */
export function forget(drawing: Drawing): void {
  waiting.delete(drawing);
}

function drawSeen(): void {
  isAsked = false;
  for (const drawing of waiting) if (drawing.isSeen) take(drawing);
  whenIdle();
}

let isIdleAsked = false;

function whenIdle(): void {
  if (waiting.size === 0 || isIdleAsked) return;
  isIdleAsked = true;
  const drawNext = () => {
    isIdleAsked = false;
    const next = waiting.values().next().value;
    if (next !== undefined) take(next);
    whenIdle();
  };
  // Not every browser tells when it is idle.
  if (typeof requestIdleCallback === "function") requestIdleCallback(drawNext, { timeout: 2_000 });
  else setTimeout(drawNext, 50);
}

function take(drawing: Drawing): void {
  waiting.delete(drawing);
  drawing.draw();
}

/** Tells whether an element is on the screen or close to it; returns how to stop. */
export function watchSeen(element: Element, tell: (isSeen: boolean) => void): () => void {
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), {
    rootMargin: "200px 0px",
  });
  observer.observe(element);
  return () => observer.disconnect();
}
