import type { Command } from "commander";
import { announce, command, examples } from "./command-parts.js";
import { UsageError } from "./failure.js";

/** `tokenwright network`: a node of a device network, from its file. */
export function addNetwork(program: Command): void {
  const network = program
    .command("network")
    .description("a node of a device network: signed readings in, insight and payouts out")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText(
      "before",
      examples("tokenwright network start examples/air-quality/network.yaml", "tokenwright network status"),
    );

  command(network, "start", "run a node until Ctrl-C; with simulated devices until their time has passed", [
    "tokenwright network start network.yaml",
    "tokenwright network start examples/air-quality/network.yaml --keep",
  ])
    .argument("<file>", "the network's file")
    .option("--keep", "go on after the simulated time has passed, so that the node can be asked")
    .option("--json", "print the last status as JSON")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/network-start.js")).networkStartCommand(file, options);
    });

  command(network, "status", "ask a running node what it does", [
    "tokenwright network status",
    "tokenwright network status http://127.0.0.1:4781 --json | jq .intake",
  ])
    .argument("[url]", "address of its API", readUrl, "http://127.0.0.1:4780")
    .option("--json", "print the answer as JSON")
    .action(async (url, options) => {
      announce(url);
      await (await import("./commands/network-status.js")).networkStatusCommand(url, options);
    });
}

function readUrl(text: string): string {
  if (/^https?:\/\/[\w.[\]:-]{1,260}\/?$/.test(text)) return text.replace(/\/$/, "");
  throw new UsageError(`The node's address is given as ${JSON.stringify(text)}.`, "http://127.0.0.1:4780");
}
