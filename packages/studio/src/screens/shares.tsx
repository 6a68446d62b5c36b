import { Button, Group, Text } from "@mantine/core";
import { shown } from "../charts/numbers.js";
import type { Control } from "../compute/messages.js";
import { useWords } from "../words/words.js";

/** Parameters that are the parts of one whole. */
export interface SharesProps {
  readonly parts: readonly Control[];
  readonly onSet: (name: string, value: string) => void;
}

/** What the parts of a whole are called in the library and in the examples. */
const ofAWhole = /(?:^|\.)(?:shares?|allocations?|split|weights?)$/i;

/** What the parts are off by before it is called a rounding. */
const tolerance = 1e-9;

/**
 * The shares of one name: elements of one dimension, parts of a whole by their name and unit, and not far from adding
 * up to it.
 */
export function shareGroups(controls: readonly Control[]): readonly (readonly Control[])[] {
  const groups = new Map<string, Control[]>();
  for (const control of controls) {
    const open = control.name.indexOf("[");
    if (open < 0 || control.value === undefined || !["1", "%"].includes(control.unit)) continue;
    const base = control.name.slice(0, open);
    if (!ofAWhole.test(base)) continue;
    groups.set(base, [...(groups.get(base) ?? []), control]);
  }
  return [...groups.values()].filter((parts) => parts.length > 1 && Math.abs(leftOf(parts)) < 0.5);
}

/** Of one whole, what no part has; below zero where they have too much. */
function leftOf(parts: readonly Control[]): number {
  return parts.reduce((left, { value = 0, unit }) => left - (unit === "%" ? value / 100 : value), 1);
}

/** Whether shares add up, and the one that takes what is left. */
export function Shares({ parts, onSet }: SharesProps) {
  const words = useWords();
  const left = leftOf(parts);
  if (Math.abs(left) < tolerance) return <Text size="xs" className="quiet">{`Σ ${words.sharesWhole}`}</Text>;
  const size = `${shown(Number((100 * Math.abs(left)).toPrecision(6)))} %`;
  return (
    <div role="status">
      <Text size="xs" fw={600}>
        {`! ${left > 0 ? words.sharesLeft(size) : words.sharesOver(size)}`}
      </Text>
      <Group gap={4} mt={4}>
        {parts.map(({ name, label, unit, value = 0 }) => {
          const next = Number((value + (unit === "%" ? 100 : 1) * left).toPrecision(12));
          return next < 0 ? null : (
            <Button
              key={name}
              size="compact-xs"
              variant="default"
              onClick={() => onSet(name, unit === "%" ? `${next} %` : String(next))}
            >
              {left > 0 ? words.assignRest(label) : words.takeRest(label)}
            </Button>
          );
        })}
      </Group>
    </div>
  );
}
