import type { Command } from "commander";
import { announce, command, examples } from "./command-parts.js";
import { UsageError } from "./failure.js";

/** `tokenwright epoch`: payouts of a device network that anybody can compute again. */
export function addEpoch(program: Command): void {
  const epoch = program
    .command("epoch")
    .description("payouts of a device network: settle, verify, claim, and feed the economy")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText(
      "before",
      examples(
        "tokenwright epoch settle --network air --policy policy.yaml --evidence evidence.jsonl --out epochs",
        "tokenwright epoch verify epochs/epoch-000000",
        "tokenwright epoch claim epochs/epoch-000000 0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      ),
    );

  command(epoch, "settle", "compute an epoch's payout and publish it as a folder", [
    "tokenwright epoch settle --network air --policy policy.yaml --evidence evidence.jsonl --out epochs",
    "tokenwright epoch settle --network air --policy policy.yaml --evidence next.jsonl --previous epochs/epoch-000000 --out epochs",
  ])
    .requiredOption("--network <name>", "name of the network")
    .requiredOption("--policy <file>", "reward policy, YAML or JSON")
    .requiredOption("--evidence <file>", "judged readings of the epoch, JSON lines")
    .option("--previous <folder>", "the settled epoch before; needed from the second on")
    .option("--issued <amount>", "base units really issued (default: what the policy emits)", readAmount)
    .option("--out <folder>", "folder to write the epoch's own folder into", "epochs")
    .option("--json", "print the result as JSON")
    .action(async (options) => {
      announce(options.evidence);
      await (await import("./commands/epoch-settle.js")).epochSettleCommand(options);
    });

  command(epoch, "verify", "compute a published epoch again from its folder and compare every line", [
    "tokenwright epoch verify epochs/epoch-000001",
    "tokenwright epoch verify epochs/epoch-000001 --previous epochs/epoch-000000 --evidence mine.jsonl",
  ])
    .argument("<folder>", "folder of a settled epoch")
    .option("--previous <folder>", "the epoch before as published, to check the chain too")
    .option("--evidence <file>", "evidence of your own: names each reading that differs, and what it changes")
    .option("--json", "print the result as JSON")
    .action(async (folder, options) => {
      announce(folder);
      await (await import("./commands/epoch-verify.js")).epochVerifyCommand(folder, options);
    });

  command(epoch, "claim", "the proof for one account, and what remains to be claimed", [
    "tokenwright epoch claim epochs/epoch-000001 0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --claimed 1500000",
  ])
    .argument("<folder>", "folder of a settled epoch")
    .argument("<account>", "0x and 40 hexadecimal digits")
    .option("--claimed <amount>", "base units that were paid to it before", readAmount, 0n)
    .option("--json", "print the claim as JSON")
    .action(async (folder, account, options) => {
      announce(folder);
      await (await import("./commands/epoch-claim.js")).epochClaimCommand(folder, account, options);
    });

  command(
    epoch,
    "economy",
    "settled epochs as a data file for a scenario; checks that the scenario has the policy's numbers",
    [
      "tokenwright epoch economy epochs/* --work credits -o network.csv",
      "tokenwright epoch economy epochs/* --work credits --scenario scenario.yaml --module token -o network.csv",
    ],
  )
    .argument("<folders...>", "folders of settled epochs, in their order")
    .requiredOption("--work <kind>", "kind of work that users pay for, such as credits")
    .option("--scenario <file>", "scenario whose emission must be the policy's; exit status 4 when it is not")
    .option("--module <name>", "its module of rewards/burn-and-mint", "token")
    .option("-o, --output <file>", "file to write (default: print it)")
    .action(async (folders, options) => {
      announce(folders[0] ?? "");
      await (await import("./commands/epoch-economy.js")).epochEconomyCommand(folders, options);
    });
}

function readAmount(text: string): bigint {
  if (/^\d{1,78}$/.test(text)) return BigInt(text);
  throw new UsageError(`An amount is given as ${JSON.stringify(text)}.`, "whole base units, such as 1500000");
}
