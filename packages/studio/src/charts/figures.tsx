import { Card, SimpleGrid, Text } from "@mantine/core";
import type { Bands, Futures, Output } from "../compute/messages.js";
import { useWords } from "../words/words.js";
import { shown, shownWith } from "./numbers.js";

/** Figures that fit beside each other. */
const mostFigures = 4;

export interface FiguresProps {
  readonly futures: Futures;
  readonly before: Futures | undefined;
  readonly preview: readonly Bands[] | undefined;
}

/** Where the first outputs end, and by how much that differs from what the file says. */
export function Figures({ futures, before, preview }: FiguresProps) {
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
      {outputs.map((output) => {
        const now = endOf(
          output,
          preview?.find(({ name }) => name === output.name),
        );
        const other = before === futures ? undefined : before?.outputs.find(({ name }) => name === output.name);
        const change = other === undefined ? undefined : now.p50 - other.final.p50;
        return (
          <Card key={output.name} withBorder padding="xs">
            <Text size="xs" className="quiet">
              {output.label}
            </Text>
            <Text size="lg" fw={650} className="figure">
              {shown(now.p50)}
              <Text span size="xs" fw={400}>
                {output.unit === "1" ? "" : ` ${output.unit}`}
              </Text>
            </Text>
            <Text size="xs" className="quiet">
              {words.nineInTen(shown(now.p5), shown(now.p95))}
            </Text>
            {change === undefined ? null : (
              <Text size="xs" fw={600}>
                {changeText(change, other!.final.p50, output.unit, words.unchanged)}
              </Text>
            )}
          </Card>
        );
      })}
    </SimpleGrid>
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
