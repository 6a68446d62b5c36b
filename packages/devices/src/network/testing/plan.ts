/** A small simulated network in a temporary folder. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyData } from "../../reward/policy.js";
import { type NetworkPlan, readNetworkFile } from "../network-file.js";
import { testPolicy } from "./policy.js";

const pipeline = `pipeline: 1
title: Test
sources:
  readings: { pm2_5: ug/m3, temperature: K }
stages:
  nowcast:
    use: { kind: report, capability: now-cast, version: ^1.0.0 }
    inputs: [{ from: readings, take: { concentration: pm2_5 } }]
  hot:
    use: { kind: report, capability: alert, version: ^1.0.0 }
    inputs: [{ from: readings, take: { value: temperature } }]
    parameters: { name: hot, side: above, threshold: 200, clearAt: 100 }
outputs: [hot]
`;

export function smallPlan(folder: string, more: Readonly<Record<string, unknown>> = {}): NetworkPlan {
  writeFileSync(join(folder, "pipeline.yaml"), pipeline);
  writeFileSync(join(folder, "policy.json"), JSON.stringify(policyData(testPolicy(3600))));
  return readNetworkFile(
    JSON.stringify({
      ...{ network: 1, name: "small", pipeline: "pipeline.yaml", policy: "policy.json" },
      mqtt: { listen: "127.0.0.1:0" },
      api: { listen: "127.0.0.1:0" },
      acceptance: { threads: 0 },
      epochs: { start: "2026-06-01", graceSeconds: 60 },
      judge: { intervals: { default: 300 }, credits: 3 },
      simulate: { stations: 8, bad: 0.25, hours: 3, interval: 300, seed: 9 },
      ...more,
    }),
    join(folder, "network.yaml"),
  );
}
