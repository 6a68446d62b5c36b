import { Card, SimpleGrid } from "@mantine/core";
import { memo } from "react";
import type { Bands, Futures, Output } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { usePreview } from "./live-bands.js";
import { shown, shownWith } from "./numbers.js";

/** Figures that fit beside each other. */
const mostFigures = 4;

export interface FiguresProps {
  readonly project: ProjectStore;
  readonly futures: Futures;
  readonly before: Futures | undefined;
}

/** Where the first outputs end, and by how much that differs from what the file says. */
export const Figures = memo(function Figures({ project, futures, before }: FiguresProps) {
  const words = useWords();
  const outputs = [...new Map(futures.outputs.map((output) => [output.label, output])).values()].slice(0, mostFigures);
  return (
    <SimpleGrid
      component="section"
      aria-label={words.atTheEnd}
      cols={{ base: 2, sm: outputs.length }}
      spacing="xs"
      mt="xs"
    >
      {outputs.map((output) => (
        <Card key={output.name} withBorder padding="xs">
          <Figure
            project={project}
            output={output}
            other={before === futures ? undefined : before?.outputs.find(({ name }) => name === output.name)}
          />
        </Card>
      ))}
    </SimpleGrid>
  );
});

interface FigureProps {
  readonly project: ProjectStore;
  readonly output: Output;
  /** What it is compared with. */
  readonly other: Output | undefined;
}

/** Changes many times a second, so that it is made of plain elements. */
function Figure({ project, output, other }: FigureProps) {
  const words = useWords();
  const now = endOf(output, usePreview(project, output.name));
  return (
    <>
      <div className="small quiet">{output.label}</div>
      <div className="figure figure-value">
        {shown(now.p50)}
        <span className="small">{output.unit === "1" ? "" : ` ${output.unit}`}</span>
      </div>
      <div className="small quiet">{words.nineInTen(shown(now.p5), shown(now.p95))}</div>
      {other === undefined ? null : (
        <div className="small strong">
          {changeText(now.p50 - other.final.p50, other.final.p50, output.unit, words.unchanged)}
        </div>
      )}
    </>
  );
}

function endOf(output: Output, preview: Bands | undefined): Output["final"] {
  if (preview === undefined) return output.final;
  const at = (share: number) => preview.bands[preview.quantiles.indexOf(share)]!.at(-1)!;
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}

/** `▲ +1.2 B ADA (+3.1 %)`: the arrow and the sign say it without colour. */
export function changeText(change: number, from: number, unit: string, unchanged: string): string {
  if (change === 0) return `= ${unchanged}`;
  const sign = change > 0 ? "+" : "−";
  const share = from === 0 ? "" : ` (${sign}${shown(Math.abs((100 * change) / from))} %)`;
  return `${change > 0 ? "▲" : "▼"} ${sign}${shownWith(Math.abs(change), unit)}${share}`;
}
