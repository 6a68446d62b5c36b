// A thread that puts a folder and a link to the outside in each other's place, as fast as it can.
import { renameSync } from "node:fs";
import { workerData } from "node:worker_threads";

/** @type {{ place: string, folder: string, link: string, stop: SharedArrayBuffer }} */
const { place, folder, link, stop } = workerData;
const flag = new Int32Array(stop);
while (Atomics.load(flag, 0) === 0) {
  for (const one of [folder, link]) {
    renameSync(one, place);
    renameSync(place, one);
  }
}
