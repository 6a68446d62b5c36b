import type { VectorAdapter } from "@tokenwright/engine";
import { payable } from "./claim.js";
import { rewardTree } from "./merkle/tree.js";
import { beaconUnits, locationTrust, strongestSignal } from "./radio.js";
import { satelliteMultiplier } from "./satellites.js";
import { floorSplit, residualPools } from "./split.js";
import { yumaConsensus } from "./yuma.js";

type Input = Readonly<Record<string, unknown>>;

const amount = (value: unknown): bigint => BigInt(String(value));
const list = (value: unknown): readonly unknown[] => value as readonly unknown[];

function merkle(input: Input, wanted: readonly string[]): Readonly<Record<string, unknown>> {
  const tree = rewardTree(
    list(input["values"]).map((pair) => {
      const [owner, cumulative] = list(pair);
      return { owner: String(owner), cumulative: amount(cumulative) };
    }),
  );
  const answer: Record<string, unknown> = { root: tree.root };
  if (input["proof_of"] !== undefined) answer["proof"] = tree.proof(Number(input["proof_of"]));
  for (const name of wanted) if (/^leaf\d+$/.test(name)) answer[name] = tree.leaf(Number(name.slice(4)));
  return answer;
}

/** Claims after the named epochs, each by what the newest root states. */
function claims(input: Input): Readonly<Record<string, unknown>> {
  const cumulative = list(input["cumulative"]).map(amount);
  let claimed = 0n;
  const paid = list(input["claims_at"]).map((epoch) => {
    const now = payable(cumulative[Number(epoch)] ?? 0n, claimed);
    claimed += now;
    return String(now);
  });
  return { paid };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "reward.merkle", compute: (input, _, wanted) => merkle(input, wanted) },
  { group: "reward.cumulative_claim", compute: claims },
  {
    group: "reward.floor_split",
    compute(input) {
      const { rewards, unallocated } = floorSplit(amount(input["pool"]), list(input["weights"]).map(amount));
      return { rewards: rewards.map(String), unallocated: String(unallocated) };
    },
  },
  {
    group: "reward.residual_pool",
    compute(input) {
      const { service, data } = residualPools(amount(input["emissions"]), amount(input["issued"]));
      return { service_provider: String(service), data_transfer: String(data) };
    },
  },
  {
    group: "reward.yuma_simple",
    compute(input) {
      const { consensus, incentive } = yumaConsensus(
        list(input["stake"]).map(Number),
        list(input["weights"]).map((row) => list(row).map(Number)),
        Number(input["kappa"] ?? 0.5),
      );
      return { consensus, incentive };
    },
  },
  {
    group: "protocol.helium_max_rssi",
    compute: (input) => ({
      max_rssi_dbm: strongestSignal({
        sentPower: Number(input["tx_dbm"]),
        senderGain: Number(input["gain_beacon_ddb"]),
        receiverGain: Number(input["gain_witness_ddb"]),
        distance: Number(input["d_m"]),
        frequency: Number(input["f_hz"]),
      }),
    }),
  },
  {
    group: "protocol.helium_units",
    compute(input) {
      const { witness, beacon } = beaconUnits(Number(input["witnesses"]));
      return { witness_unit: witness, beacon_unit: beacon };
    },
  },
  { group: "protocol.helium_location_trust", compute: (input) => ({ trust: locationTrust(Number(input["m"])) }) },
  {
    group: "quality.geodnet_satellites",
    compute: (input) => ({ multiplier: satelliteMultiplier(Number(input["satellites_snr_ge_32"])) }),
  },
];
