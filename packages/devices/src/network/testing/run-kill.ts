// kill -9 at random moments under load, as often as is asked: node --import tsx run-kill.ts 200
import { runKills } from "./kill.js";

const kills = Number(process.argv[2] ?? 200);
const begun = performance.now();
const report = await runKills({
  ...{ kills, seed: BigInt(process.argv[3] ?? 1), longest: 2_500 },
  onKill: (kill, acknowledged) => {
    if (kill % 10 === 9) console.log(`${kill + 1} kills, ${acknowledged} messages acknowledged`);
  },
});
console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - begun) / 1000) }, undefined, 2));
const holds =
  report.lost === 0 &&
  report.stored === report.messages &&
  report.root === report.uninterruptedRoot &&
  report.evidenceHash === report.uninterruptedHash;
console.log(
  holds ? "nothing acknowledged was lost, nothing is there twice, the payout is the same" : "IT DOES NOT HOLD",
);
process.exitCode = holds ? 0 : 1;
