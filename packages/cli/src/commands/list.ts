import { models, networks } from "@tokenwright/library";
import { UsageError } from "../failure.js";
import { formatTable } from "../table.js";
import { templates } from "../templates.js";
import { print, stylist } from "../terminal.js";

const kinds = ["models", "networks", "templates"] as const;

type Kind = (typeof kinds)[number];

interface Item {
  readonly name: string;
  readonly title: string;
  readonly scenarios?: readonly string[];
}

/** `list`: what comes along, by kind. */
export async function listCommand(kind: string | undefined, options: { readonly json?: boolean }): Promise<void> {
  const wanted = kind === undefined ? kinds : [await kindNamed(kind)];
  const items: Readonly<Record<Kind, () => readonly Item[]>> = {
    models: () => fromCatalogue(models),
    networks: () => fromCatalogue(networks),
    templates: () => templates.map(({ name, title }) => ({ name, title })),
  };
  if (options.json === true) {
    print(JSON.stringify({ schema: 1, ...Object.fromEntries(wanted.map((one) => [one, items[one]()])) }, undefined, 2));
    return;
  }
  const style = stylist(process.stdout);
  const hints: Readonly<Record<Kind, string>> = {
    models: "tokenwright explain NAME shows one",
    networks: "network: NAME in a scenario starts from one",
    templates: "tokenwright init --template NAME writes one",
  };
  const blocks = wanted.map((one) => {
    const rows = formatTable(
      [{ title: "" }, { title: "" }],
      items[one]().map(({ name, title }) => [name, title]),
    ).slice(1);
    return [`${style("bold", one)}  ${style("dim", hints[one])}`, ...rows].join("\n");
  });
  print(blocks.join("\n\n"));
}

function fromCatalogue(catalogue: typeof models | typeof networks): readonly Item[] {
  return [...catalogue].map(([name, { model, scenarios }]) => ({
    name,
    title: model.title,
    scenarios: Object.keys(scenarios),
  }));
}

async function kindNamed(kind: string): Promise<Kind> {
  const found = kinds.find((one) => one === kind || one === `${kind}s`);
  if (found !== undefined) return found;
  const { didYouMean } = await import("@tokenwright/engine");
  throw new UsageError(`There is no list of ${JSON.stringify(kind)}.`, didYouMean(kind, kinds) ?? kinds.join(", "));
}
