import { Group, Select } from "@mantine/core";
import { useState } from "react";
import type { Futures, Opened } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { labelOf } from "./labels.js";
import { lookOf } from "./look.js";

export interface PairCardProps {
  readonly project: ProjectStore;
  readonly opened: Opened;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

const runs = 200;
const paths = 30;

/** Any variable against any other: how they go together in single futures. */
export function PairCard({ project, opened, futures, isDark, footer }: PairCardProps) {
  const words = useWords();
  const [first, second] = [futures.outputs[0]?.name ?? "", futures.outputs[1]?.name ?? futures.outputs[0]?.name ?? ""];
  const [across, setAcross] = useState<string | null>(null);
  const [up, setUp] = useState<string | null>(null);
  const known = (name: string | null, other: string) => (name !== null && opened.names.includes(name) ? name : other);
  const [x, y] = [known(across, first), known(up, second)];
  const sampled = useInquiry(project, `pair ${x} ${y}`, (compute, draft) =>
    compute.sample(draft, { purpose: "pair", names: [x, y], runs, paths }),
  );
  const [one, other] = [sampled?.series.find(({ name }) => name === x), sampled?.series.find(({ name }) => name === y)];
  const [xLabel, yLabel] = [labelOf(x, futures.outputs), labelOf(y, futures.outputs)];
  const choice = (label: string, value: string, onChange: (name: string | null) => void) => (
    <Select
      size="xs"
      searchable
      limit={50}
      w={220}
      label={label}
      data={[...opened.names]}
      value={value}
      onChange={onChange}
      allowDeselect={false}
    />
  );
  const choices = (
    <Group gap="sm" mt={4}>
      {choice(words.across, x, setAcross)}
      {choice(words.up, y, setUp)}
    </Group>
  );
  if (one === undefined || other === undefined) return choices;
  const title = words.against(yLabel, xLabel);
  return (
    <FigureCard
      name={`${y}-against-${x}`}
      title={title}
      about={words.againstAbout(Math.min(paths, sampled!.runs))}
      time={futures.time}
      isDark={isDark}
      footer={footer}
      columns={[
        { label: xLabel, unit: one.unit, values: one.median },
        { label: yLabel === xLabel ? `${yLabel} ` : yLabel, unit: other.unit, values: other.median },
      ]}
      content={(isOnDark) => {
        const look = lookOf(isOnDark);
        return {
          label: title,
          xs: one.central,
          isDated: false,
          unit: `${yLabel}${other.unit === "1" ? "" : `, ${other.unit}`}`,
          xUnit: `${xLabel}${one.unit === "1" ? "" : `, ${one.unit}`} →`,
          lines: [
            ...one.paths.map((xs, index) => ({
              xs,
              values: other.paths[index]!,
              stroke: look.quiet,
              width: 0.7,
              opacity: 0.4,
            })),
            { xs: one.central, values: other.central, stroke: look.line, width: 2, hasEnds: true },
          ],
        };
      }}
    >
      {choices}
    </FigureCard>
  );
}
