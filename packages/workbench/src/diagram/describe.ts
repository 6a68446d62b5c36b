import type { Plan } from "./plan.js";

/** The diagram in words, for who cannot see it. */
export function describe({ content, frames }: Plan): string {
  const { items, arrows } = content;
  const named = (kind: string) => items.filter((item) => item.kind === kind).map(({ id }) => id);
  const list = (words: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${words}: ${names.join(", ")}.`];
  const flows = named("flow").map((flow) => {
    const from = arrows.find(({ kind, to }) => kind === "pipe" && to === flow)?.from ?? "";
    const to = arrows.find((arrow) => arrow.kind === "pipe" && arrow.from === flow)?.to ?? "";
    const [left, right] = [
      from.startsWith("source ") ? "" : ` from ${from}`,
      to.startsWith("sink ") ? "" : ` to ${to}`,
    ];
    return `${flow}${left === "" ? " minted" : left}${right === "" ? ", burned" : right}`;
  });
  return [
    ...list(
      "Modules",
      frames.filter(({ name }) => name !== "").map(({ name }) => name),
    ),
    ...list("Stocks", named("stock")),
    ...list("Flows", flows),
    ...list("States", named("state")),
    ...list("Auxiliaries", named("auxiliary")),
    ...list("Inputs", named("input")),
    ...list("Parameters", named("parameter")),
    ...list("Lookups", named("lookup")),
  ].join(" ");
}
