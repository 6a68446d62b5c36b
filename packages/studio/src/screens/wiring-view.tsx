import { Button, Text } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Outlet, Port, WiredModule, Wiring } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { quoted, writeInto } from "../project/write-into.js";
import { useWords } from "../words/words.js";
import { columnsOf, fits } from "./wiring-layout.js";

/** What is being carried from one end of a wire to the other. */
interface Held {
  readonly end: "outlet" | "port";
  readonly name: string;
  readonly unit: string;
  readonly kind: string;
}

interface Curve {
  readonly key: string;
  readonly path: string;
}

/** The modules of the economy with their inputs and outputs, which are wired by mouse, by touch and by keyboard. */
export function WiringView({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const wiring = useInquiry(project, "wiring", (compute, draft) => compute.wiring(draft));
  const [held, setHeld] = useState<Held | undefined>(undefined);
  const [notice, setNotice] = useState({ text: "", isRefusal: false });
  const frame = useRef<HTMLDivElement>(null);
  const curves = useCurves(frame, wiring, held);
  const [dragged, setDragged] = useState<string | undefined>(undefined);
  if (wiring === undefined) return null;
  if (!wiring.modules.some(({ ports }) => ports.length > 0)) return <Text size="sm">{words.noPorts}</Text>;

  const connect = async (outlet: Held, port: Held) => {
    setHeld(undefined);
    if (!fits(outlet, port)) {
      setNotice({ text: words.doesNotFit(outlet.name, outlet.unit, port.name, port.unit), isRefusal: true });
      return;
    }
    const [module, input] = [port.name.slice(0, port.name.indexOf(".")), port.name.slice(port.name.indexOf(".") + 1)];
    const { isWritten, refused } = await writeInto(project, [
      `modules.${module}.inputs.${input}=${quoted(outlet.name)}`,
    ]);
    setNotice({
      text: refused ?? (isWritten ? words.wired(port.name, outlet.name) : ""),
      isRefusal: refused !== undefined,
    });
  };
  const take = (own: Held) => {
    if (held?.name === own.name && held.end === own.end) setHeld(undefined);
    else if (held === undefined || held.end === own.end) {
      setHeld(own);
      setNotice({ text: words.inHand(own.name), isRefusal: false });
    } else if (own.end === "port") void connect(held, own);
    else void connect(own, held);
  };
  const drop = (own: Held, x: number, y: number) => {
    const target = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-port]")?.dataset["port"];
    const port = wiring.modules.flatMap(({ ports }) => ports).find(({ name }) => name === target);
    if (port !== undefined) void connect(own, { ...port, end: "port" });
    else setHeld(undefined);
  };
  return (
    <div>
      <Text size="xs" className="quiet">
        {words.wiringHint}
      </Text>
      <Text size="sm" role="status" mt={4} mih={24} className={notice.isRefusal ? "refusal" : undefined}>
        {notice.text}
      </Text>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape lets go wherever the focus is */}
      <div
        ref={frame}
        className="wiring"
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          setHeld(undefined);
          setNotice({ text: "", isRefusal: false });
        }}
      >
        <svg className="wires" aria-hidden="true">
          {curves.map(({ key, path }) => (
            <path key={key} d={path} />
          ))}
          {dragged === undefined ? null : <path d={dragged} className="dragged" />}
        </svg>
        {columnsOf(wiring.modules).map((column) => (
          <div key={column[0]!.name} className="wiring-column">
            {column.map((module) => (
              <ModuleBox
                key={module.name}
                module={module}
                taken={sourcesOf(wiring)}
                held={held}
                onTake={take}
                onDrag={(from, x, y) => setDragged(curveTo(frame.current!, from, x, y))}
                onDrop={(own, x, y) => {
                  setDragged(undefined);
                  drop(own, x, y);
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function sourcesOf({ modules }: Wiring): ReadonlySet<string> {
  return new Set(modules.flatMap(({ ports }) => ports.flatMap(({ sources }) => sources)));
}

/** Outputs that are shown before one asks for more. */
const mostOutlets = 5;

interface ModuleBoxProps {
  readonly module: WiredModule;
  /** Outputs that some input takes. */
  readonly taken: ReadonlySet<string>;
  readonly held: Held | undefined;
  readonly onTake: (own: Held) => void;
  readonly onDrag: (from: HTMLElement, x: number, y: number) => void;
  readonly onDrop: (own: Held, x: number, y: number) => void;
}

function ModuleBox({ module, taken, held, onTake, onDrag, onDrop }: ModuleBoxProps) {
  const words = useWords();
  const [isWhole, setWhole] = useState(false);
  const { name, title, ports, outlets } = module;
  const wanted =
    held?.end === "port"
      ? outlets.filter((outlet) => fits(outlet, held))
      : [...outlets].sort((one, other) => rank(one, taken) - rank(other, taken));
  const shown =
    isWhole || held?.end === "port" ? wanted : wanted.slice(0, Math.max(mostOutlets, takenCount(wanted, taken)));
  return (
    <section className="wiring-module" aria-label={name === "" ? words.ownEquations : name}>
      <h2>{name === "" ? words.ownEquations : name}</h2>
      <p className="quiet">{name === "" ? "" : title}</p>
      <div className="wiring-ends">
        <ul>
          {ports.map((port) => (
            <li key={port.name}>
              <PortButton port={port} held={held} onTake={() => onTake({ ...port, end: "port" })} />
            </li>
          ))}
        </ul>
        <ul>
          {shown.map((outlet) => (
            <li key={outlet.name}>
              <OutletButton
                outlet={outlet}
                held={held}
                onTake={() => onTake({ ...outlet, end: "outlet" })}
                onDrag={onDrag}
                onDrop={(x, y) => onDrop({ ...outlet, end: "outlet" }, x, y)}
              />
            </li>
          ))}
          {shown.length >= wanted.length ? null : (
            <li>
              <Button size="compact-xs" variant="subtle" onClick={() => setWhole(true)}>
                {words.moreOutputs(wanted.length - shown.length)}
              </Button>
            </li>
          )}
        </ul>
      </div>
    </section>
  );
}

/** What is taken comes first, then what the module makes, then what it is given. */
function rank({ name, isGiven }: Outlet, taken: ReadonlySet<string>): number {
  return taken.has(name) ? 0 : isGiven ? 2 : 1;
}

function takenCount(outlets: readonly Outlet[], taken: ReadonlySet<string>): number {
  return outlets.filter(({ name }) => taken.has(name)).length;
}

/** What is read aloud: what is written on it, in its order, after what it is. */
function spoken(end: string, { label, unit }: Port | Outlet, ...more: readonly string[]): string {
  return [end, label, unit === "1" ? "" : unit, ...more].filter((part) => part !== "").join(" ");
}

function PortButton({ port, held, onTake }: { readonly port: Port; readonly held: Held | undefined; onTake(): void }) {
  const words = useWords();
  const isHeld = held?.end === "port" && held.name === port.name;
  const isOut = held?.end === "outlet" && !fits(held, port);
  const given =
    port.data !== undefined
      ? words.fromData(port.data)
      : port.text === undefined
        ? words.takesNothing
        : port.isWired
          ? words.wiredTo(port.text)
          : words.byDefault(port.text);
  return (
    <button
      type="button"
      className={`wiring-end${isOut ? " out" : ""}`}
      data-port={port.name}
      aria-pressed={isHeld}
      aria-label={spoken(words.inputEnd, port, given)}
      title={port.meaning}
      onClick={onTake}
    >
      <i className="knob" />
      <span>
        <strong>{port.label}</strong> <small>{port.unit === "1" ? "" : port.unit}</small>{" "}
        <small className="taken">{given}</small>
      </span>
    </button>
  );
}

interface OutletButtonProps {
  readonly outlet: Outlet;
  readonly held: Held | undefined;
  onTake(): void;
  onDrag(from: HTMLElement, x: number, y: number): void;
  onDrop(x: number, y: number): void;
}

/** Pixels after which a press is a drag. */
const dragFrom = 5;

function OutletButton({ outlet, held, onTake, onDrag, onDrop }: OutletButtonProps) {
  const words = useWords();
  const start = useRef<{ readonly x: number; readonly y: number; moved: boolean } | undefined>(undefined);
  /** A drag ends with a click of its own, which is none. */
  const wasDragged = useRef(false);
  const isHeld = held?.end === "outlet" && held.name === outlet.name;
  return (
    <button
      type="button"
      className="wiring-end gives"
      data-outlet={outlet.name}
      aria-pressed={isHeld}
      aria-label={spoken(words.outputEnd, outlet)}
      title={outlet.meaning}
      onClick={() => {
        if (!wasDragged.current) onTake();
        wasDragged.current = false;
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // A quick hand has left the button before it is told that the pointer moves.
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, y: event.clientY, moved: false };
        wasDragged.current = false;
      }}
      onPointerMove={(event) => {
        const from = start.current;
        if (from === undefined) return;
        if (!from.moved && Math.abs(event.clientX - from.x) + Math.abs(event.clientY - from.y) < dragFrom) return;
        if (!from.moved) {
          from.moved = true;
          if (!isHeld) onTake();
        }
        onDrag(event.currentTarget, event.clientX, event.clientY);
      }}
      onPointerUp={(event) => {
        const from = start.current;
        start.current = undefined;
        if (from?.moved !== true) return;
        wasDragged.current = true;
        onDrop(event.clientX, event.clientY);
      }}
      onPointerCancel={() => {
        start.current = undefined;
        onDrop(-1, -1);
      }}
    >
      <span>
        <strong>{outlet.label}</strong> <small>{outlet.unit === "1" ? "" : outlet.unit}</small>
      </span>
      <i className="knob" />
    </button>
  );
}

/** From an output to a place on the page, in the frame's own pixels. */
function curveTo(frame: HTMLElement, from: HTMLElement, clientX: number, clientY: number): string {
  const [box, own] = [frame.getBoundingClientRect(), from.getBoundingClientRect()];
  return curve(
    own.right - box.left + frame.scrollLeft,
    own.top + own.height / 2 - box.top + frame.scrollTop,
    clientX - box.left + frame.scrollLeft,
    clientY - box.top + frame.scrollTop,
  );
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The wires as they lie between the ends that are on the page. */
function useCurves(
  frame: React.RefObject<HTMLDivElement | null>,
  wiring: Wiring | undefined,
  held: Held | undefined,
): readonly Curve[] {
  const [curves, setCurves] = useState<readonly Curve[]>([]);
  const [size, setSize] = useState(0);
  const isShown = wiring !== undefined;
  useEffect(() => {
    if (!isShown || frame.current === null) return;
    const resize = new ResizeObserver(() => setSize(frame.current?.clientWidth ?? 0));
    resize.observe(frame.current);
    return () => resize.disconnect();
  }, [isShown, frame]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: ends move when the size changes, or when others are shown
  useLayoutEffect(() => {
    const host = frame.current;
    if (host === null || wiring === undefined) return;
    const ends = [...host.querySelectorAll<HTMLElement>("[data-outlet]")];
    const found = wiring.modules.flatMap(({ ports }) =>
      ports.flatMap(({ name, sources }) => {
        const to = [...host.querySelectorAll<HTMLElement>("[data-port]")].find((one) => one.dataset["port"] === name);
        return sources.flatMap((source): readonly Curve[] => {
          const from = ends.find((one) => one.dataset["outlet"] === source);
          if (from === undefined || to === undefined) return [];
          const [box, end] = [host.getBoundingClientRect(), to.getBoundingClientRect()];
          const [x, y] = [end.left + host.scrollLeft - box.left, end.top + end.height / 2];
          return [{ key: `${source} ${name}`, path: curveTo(host, from, x - host.scrollLeft + box.left, y) }];
        });
      }),
    );
    setCurves(found);
  }, [wiring, held, size]);
  return curves;
}
