import type { Diagnostic } from "@tokenwright/engine";
import { create } from "zustand";
import { type ComputeClient, Refused, Superseded } from "../compute/client.js";
import { keepSame } from "../compute/keep-same.js";
import type { AllBands, Bands, Draft, Futures, Opened, Why } from "../compute/messages.js";
import { withChange, withoutChange } from "./changes.js";
import { begin, change, type History, redo, undo } from "./history.js";
import type { Shared } from "./link.js";

/** What the user edits. */
export type Content = Shared;

/** A point of a chart that is asked about. */
export interface Point {
  readonly name: string;
  readonly step: number;
}

export interface Project {
  readonly history: History<Content>;
  readonly data: Draft["data"];
  /** The scenario as it was last read without errors. */
  readonly opened: Opened | undefined;
  readonly futures: Futures | undefined;
  /** The futures of the scenario without changes, drawn faintly behind. */
  readonly before: Futures | undefined;
  /** The text they are of. */
  readonly beforeText: string | undefined;
  /** What is shown in place of the futures: fewer of them while a slider moves, then all before they are summed up. */
  readonly preview: readonly Bands[] | undefined;
  /** Of how many futures the preview is. */
  readonly previewed: number;
  readonly findings: readonly Diagnostic[];
  /** What of all futures has been computed, in [0, 1]; undefined when nothing is being computed. */
  readonly progress: number | undefined;
  readonly asked: Point | undefined;
  readonly why: Why | undefined;
}

export interface Actions {
  load(content: Content, data?: Draft["data"]): void;
  edit(text: string): void;
  /** Another text that holds the changes already. */
  replace(text: string): void;
  /** While a slider moves: a preview, nothing that could be undone. */
  turn(name: string, value: string): void;
  /** The slider is back where it was: what was computed of that is shown again. */
  turnBack(): void;
  /** A new value for a key of the scenario, `supply.rho`. */
  set(key: string, value: string): void;
  reset(key: string): void;
  resetAll(): void;
  addData(name: string, bytes: Uint8Array): void;
  undo(): void;
  redo(): void;
  ask(point: Point | undefined): void;
  /** Asks the thread that computes; undefined where a newer question took its place, or the scenario is wrong. */
  inquire<T>(question: (compute: ComputeClient, draft: Draft) => Promise<T>): Promise<T | undefined>;
}

/** Futures that are computed while a slider moves. */
export const previewRuns = 200;

/** Milliseconds without a turn after which the scenario is built anew and its futures are summed up. */
const stillness = 250;

/** The same while a slider is held: who holds it still is about to move it. */
const heldStillness = 3_000;

const nothing: Content = { file: "scenario.yaml", text: "", changes: [] };

/** The one project on the page: what the user edits, and what was last computed of it. */
export function createProject(compute: ComputeClient) {
  return create<Project & Actions>((set, get) => {
    /** How often a slider was moved: an answer about an older place of it comes too late. */
    let turns = 0;
    let lastTurn = Number.NEGATIVE_INFINITY;
    /** How often the page was computed: what an older round finds comes too late. */
    let rounds = 0;
    /** The bands of all futures of what is on the page, until the futures are there. */
    let all: AllBands | undefined;
    let isHeld = false;
    const noteTurn = (isHeldNow: boolean): number => {
      lastTurn = performance.now();
      isHeld = isHeldNow;
      turns += 1;
      return turns;
    };
    const draftOf = ({ history, data }: Project): Draft => ({ ...history.present, data });

    /** Waits until nothing has been turned for a while. */
    const still = async (): Promise<void> => {
      while (performance.now() - lastTurn < (isHeld ? heldStillness : stillness))
        await new Promise((resume) => setTimeout(resume, stillness / 5));
    };

    /** Shows bands in place of the futures; what they have in common with what is shown is the same in both. */
    const show = (bands: readonly Bands[], runs: number): void =>
      set(({ preview, futures }) => ({ preview: keepSame(preview ?? futures?.outputs, bands), previewed: runs }));

    /**
     * Reads and computes what is on the page now; a newer edit takes its place.
     *
     * @param isTurned Only values have changed: the bands come first, and all the rest when nobody turns anything.
     */
    const refresh = async (isTurned = false): Promise<void> => {
      const draft = draftOf(get());
      rounds += 1;
      const [own, turn] = [rounds, noteTurn(false)];
      all = undefined;
      try {
        if (isTurned) {
          const bands = await compute.bands(draft);
          if (own !== rounds) return;
          all = bands;
          if (bands !== undefined) {
            if (turn === turns) show(bands.outputs, bands.runs);
            await still();
          }
          if (own !== rounds) return;
        }
        const before = get();
        const opened = keepSame(before.opened, await compute.open(draft));
        set({ opened, findings: [], progress: 0 });
        const onProgress = (done: number, runs: number) => set({ progress: done / runs });
        const computed = await compute.futures(draft, undefined, onProgress);
        all = undefined;
        const futures = keepSame(before.futures, keepSame({ outputs: get().preview }, computed));
        set(({ before }) => ({
          futures,
          preview: undefined,
          progress: undefined,
          before: draft.changes.length === 0 ? futures : before,
        }));
        const { asked } = get();
        if (asked !== undefined) await explain(asked);
        await compareWith(draft);
      } catch (error) {
        if (error instanceof Superseded) return;
        if (!(error instanceof Refused)) throw error;
        set({ findings: error.findings, progress: undefined, preview: undefined });
      }
    };

    /** The futures of the text without the changes, where they are not known yet: of a link, or a new text. */
    const compareWith = async (draft: Draft): Promise<void> => {
      const { before, beforeText } = get();
      if (draft.changes.length === 0) set({ beforeText: draft.text });
      if (draft.changes.length === 0 || (before !== undefined && beforeText === draft.text)) return;
      const own = await compute.futures({ ...draft, changes: [] });
      set({ before: own, beforeText: draft.text });
    };

    const explain = async (point: Point): Promise<void> => {
      try {
        set({ why: await compute.why(draftOf(get()), point.name, point.step) });
      } catch (error) {
        if (error instanceof Superseded || error instanceof Refused) return;
        throw error;
      }
    };

    const move = (next: History<Content>): void => {
      const { present } = get().history;
      if (next.present === present) return;
      set({ history: next });
      void refresh(next.present.text === present.text && next.present.file === present.file);
    };
    const changeTo = (part: Partial<Content>): void => {
      const { history } = get();
      move(change(history, { ...history.present, ...part }));
    };

    return {
      history: begin(nothing),
      data: {},
      opened: undefined,
      futures: undefined,
      before: undefined,
      beforeText: undefined,
      preview: undefined,
      previewed: 0,
      findings: [],
      progress: undefined,
      asked: undefined,
      why: undefined,
      load: (content, data = {}) => {
        set({ data, before: undefined, futures: undefined, asked: undefined, why: undefined });
        move(begin(content));
      },
      edit: (text) => changeTo({ text }),
      replace: (text) => changeTo({ text, changes: [] }),
      turn: (name, value) => {
        const turn = { name, value, runs: previewRuns };
        const own = noteTurn(true);
        void compute.preview(draftOf(get()), turn).then(
          (preview) => {
            if (own === turns) show(preview, previewRuns);
          },
          (error) => {
            if (!(error instanceof Superseded || error instanceof Refused)) throw error;
          },
        );
      },
      turnBack: () => {
        noteTurn(false);
        set({ preview: all?.outputs, previewed: all?.runs ?? 0 });
      },
      set: (key, value) => changeTo({ changes: withChange(get().history.present.changes, key, value) }),
      reset: (key) => changeTo({ changes: withoutChange(get().history.present.changes, key) }),
      resetAll: () => changeTo({ changes: [] }),
      addData: (name, bytes) => {
        set(({ data }) => ({ data: { ...data, [name]: bytes } }));
        void refresh();
      },
      undo: () => move(undo(get().history)),
      redo: () => move(redo(get().history)),
      ask: (asked) => {
        set({ asked, why: undefined });
        if (asked !== undefined) void explain(asked);
      },
      inquire: async (question) => {
        try {
          return await question(compute, draftOf(get()));
        } catch (error) {
          if (error instanceof Superseded || error instanceof Refused) return undefined;
          throw error;
        }
      },
    };
  });
}

export type ProjectStore = ReturnType<typeof createProject>;
