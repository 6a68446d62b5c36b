import { Button, Group } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../words/words.js";

export interface DiagramViewProps {
  /** An SVG file of the workbench. */
  readonly svg: string;
  readonly label: string;
  /** Names that a box can be chosen of. */
  readonly names: ReadonlySet<string>;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

interface View {
  readonly x: number;
  readonly y: number;
  /** Pixels of the page for one of the diagram. */
  readonly scale: number;
}

const [least, most] = [0.1, 4];
const zoomStep = 1.25;
const panStep = 60;

/** Where the diagram goes by a key, and how much larger it becomes. */
const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const factors: Readonly<Record<string, number>> = { "+": zoomStep, "=": zoomStep, "-": 1 / zoomStep };

/** A stock-and-flow diagram that is moved and enlarged by mouse, touch and keyboard; its boxes are buttons. */
export function DiagramView({ svg, label, names, chosen, onChoose }: DiagramViewProps) {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 });
  const dragged = useRef<{ readonly x: number; readonly y: number; moved: boolean } | undefined>(undefined);

  const fit = () => {
    const own = page.current?.querySelector("svg");
    if (own === null || own === undefined || frame.current === null) return;
    const [width, height] = [Number(own.getAttribute("width")), Number(own.getAttribute("height"))];
    const scale = Math.min(1, Math.max(least, frame.current.clientWidth / width));
    setView({
      x: (frame.current.clientWidth - width * scale) / 2,
      y: height * scale < frame.current.clientHeight ? 8 : 0,
      scale,
    });
  };
  const zoom = (factor: number, at?: { readonly x: number; readonly y: number }) =>
    setView(({ x, y, scale }) => {
      const next = Math.min(most, Math.max(least, scale * factor));
      const centre = at ?? { x: frame.current!.clientWidth / 2, y: frame.current!.clientHeight / 2 };
      const by = next / scale;
      return { x: centre.x - (centre.x - x) * by, y: centre.y - (centre.y - y) * by, scale: next };
    });
  const pan = (dx: number, dy: number) => setView(({ x, y, scale }) => ({ x: x + dx, y: y + dy, scale }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new diagram is put in and fitted once
  useEffect(() => {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const own = document.importNode(parsed, true) as unknown as SVGSVGElement;
    own.setAttribute("role", "group");
    for (const box of own.querySelectorAll<SVGGElement>("g[data-name]")) {
      const name = box.dataset["name"] ?? "";
      if (!names.has(name)) continue;
      box.setAttribute("role", "button");
      box.setAttribute("tabindex", "0");
      // What is read aloud begins with what is written in the box: those who speak to a page say that.
      const lines = [...box.querySelectorAll("text")];
      for (const line of lines) line.before(" ");
      const written = lines.map(({ textContent }) => textContent).join(" ");
      box.setAttribute("aria-label", `${written}; ${box.querySelector("title")?.textContent ?? name}`);
      box.classList.add("box");
    }
    page.current!.replaceChildren(own);
    fit();
  }, [svg]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the boxes of a new diagram are marked too
  useEffect(() => {
    for (const box of page.current!.querySelectorAll<SVGGElement>("g.box")) {
      box.setAttribute("aria-pressed", String(box.dataset["name"] === chosen));
    }
  }, [chosen, svg]);

  // React listens to the wheel passively, and the page must not scroll while the diagram is enlarged.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what zooms reads nothing of the render it is of
  useEffect(() => {
    const own = frame.current!;
    const turn = (event: WheelEvent) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const box = own.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1, { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    own.addEventListener("wheel", turn, { passive: false });
    return () => own.removeEventListener("wheel", turn);
  }, []);

  const boxOf = (target: EventTarget) =>
    target instanceof Element ? target.closest<SVGGElement>("g.box")?.dataset["name"] : undefined;

  return (
    <div>
      <Group gap="xs" mb="xs">
        <Button size="compact-sm" variant="default" onClick={() => zoom(zoomStep)} aria-label={words.zoomIn}>
          +
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => zoom(1 / zoomStep)} aria-label={words.zoomOut}>
          −
        </Button>
        <Button size="compact-sm" variant="default" onClick={fit}>
          {words.fitAll}
        </Button>
        <span className="quiet small">{words.diagramKeys}</span>
      </Group>
      <div
        ref={frame}
        className="diagram"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the diagram
        tabIndex={0}
        onKeyDown={(event) => {
          const name = boxOf(event.target);
          if (name !== undefined && (event.key === "Enter" || event.key === " ")) {
            event.preventDefault();
            choose.current(name);
            return;
          }
          const way = ways[event.key];
          const factor = factors[event.key];
          if (way === undefined && factor === undefined && event.key !== "0") return;
          event.preventDefault();
          if (way !== undefined) pan(panStep * way[0], panStep * way[1]);
          else if (factor !== undefined) zoom(factor);
          else fit();
        }}
        onPointerDown={(event) => {
          if (event.button === 0) dragged.current = { x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={(event) => {
          const from = dragged.current;
          if (from === undefined) return;
          const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
          if (!from.moved && Math.abs(dx) + Math.abs(dy) < 4) return;
          if (!from.moved) event.currentTarget.setPointerCapture(event.pointerId);
          dragged.current = { x: event.clientX, y: event.clientY, moved: true };
          pan(dx, dy);
        }}
        onPointerUp={(event) => {
          const from = dragged.current;
          dragged.current = undefined;
          const name = boxOf(event.target);
          if (from?.moved === false && name !== undefined) choose.current(name);
        }}
        onPointerCancel={() => {
          dragged.current = undefined;
        }}
      >
        <div
          ref={page}
          className="diagram-page"
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        />
      </div>
    </div>
  );
}
