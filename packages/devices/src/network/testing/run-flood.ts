// The flood: node --import tsx run-flood.ts [messages] [devices] [threads]. Each message has a signature of its own, checked
// one by one in the thread that reads sockets; with threads in those, which is quicker and takes some 35 MiB more for each.
import { runFlood } from "./flood.js";

const [messages = 1_000_000, devices = 10_000, threads = 0] = process.argv.slice(2).map(Number);
const report = await runFlood({
  ...{ messages, devices, threads, connections: 50, seed: 1n, slow: 20 },
  onProgress: (sent, resident) => {
    if (sent % 100_000 === 0) console.log(`${sent} sent, ${Math.round(resident)} MiB resident`);
  },
});
console.log(JSON.stringify(report, undefined, 2));
const { bad, lost, twice, unaccounted, peakMebibytes } = report;
const holds = bad === 0 && lost === 0 && twice === 0 && unaccounted === 0 && peakMebibytes < 256;
console.log(
  holds ? "nothing bad was stored, nothing acknowledged lost, everything counted, memory flat" : "IT DOES NOT HOLD",
);
process.exitCode = holds ? 0 : 1;
