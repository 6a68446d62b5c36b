import { useDeferredValue } from "react";
import type { Bands } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import type { LiveBands } from "./fan-chart.js";

/** The bands of an output as they are at any time: of the preview while there is one, else of all futures. */
export function liveBands(project: ProjectStore, name: string): LiveBands {
  const isOwn = (one: Bands) => one.name === name;
  return {
    current: () => {
      const { preview, futures } = project.getState();
      return (preview?.find(isOwn) ?? futures?.outputs.find(isOwn))?.bands;
    },
    runs: () => {
      const { preview, previewed, futures } = project.getState();
      return preview === undefined ? (futures?.provenance.runs ?? 0) : previewed;
    },
    subscribe: (listener) =>
      project.subscribe((now, before) => {
        if (now.preview !== before.preview || now.futures !== before.futures) listener();
      }),
  };
}

/** What is previewed of an output, told when the page has nothing more urgent to do: for words, which follow the charts. */
export function usePreview(project: ProjectStore, name: string): Bands | undefined {
  return useDeferredValue(project(({ preview }) => preview?.find((one) => one.name === name)));
}

/** Of how many futures the preview is, where it is of fewer than all; undefined otherwise. */
export function usePreviewed(project: ProjectStore): number | undefined {
  return project(({ preview, previewed, futures }) =>
    preview === undefined || previewed >= (futures?.provenance.runs ?? 0) ? undefined : previewed,
  );
}
