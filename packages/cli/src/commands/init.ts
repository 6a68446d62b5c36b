import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "@tokenwright/engine";
import { UsageError } from "../failure.js";
import { formatTable } from "../table.js";
import { readTemplate, templates } from "../templates.js";
import { clean, print, say } from "../terminal.js";

export interface InitOptions {
  readonly template: string;
  readonly list?: boolean;
}

/** `init`: a scenario to start from. Never writes over anything. */
export async function initCommand(file: string, options: InitOptions): Promise<void> {
  if (options.list === true) {
    print(
      formatTable(
        [{ title: "template" }, { title: "what it is" }],
        templates.map(({ name, title }) => [name, title]),
      ).join("\n"),
    );
    return;
  }
  const template = templates.find(({ name }) => name === options.template);
  if (template === undefined) {
    const names = templates.map(({ name }) => name);
    throw new UsageError(
      `There is no template ${JSON.stringify(options.template)}.`,
      didYouMean(options.template, names) ?? names.join(", "),
    );
  }
  const { writeNew } = await import("@tokenwright/workbench");
  writeNew(file, schemaLine(file) + readTemplate(template.name));
  say(`wrote ${clean(file)} (template ${template.name}: ${template.title})\nnext: tokenwright run ${clean(file)}`);
}

/** The comment by which editors find the schema, when this is a repository that has it. */
function schemaLine(file: string): string {
  const schema = fileURLToPath(new URL("../../../../docs/schema/scenario.schema.json", import.meta.url));
  if (!existsSync(schema)) return "";
  const path = relative(dirname(resolve(file)), schema).replaceAll("\\", "/");
  return `# yaml-language-server: $schema=${path}\n`;
}
