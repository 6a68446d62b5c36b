import "@mantine/core/styles.css";
import "./app.css";
import type { ComputePort } from "./compute/client.js";

/** The thread that computes is loaded while the page still is. */
const worker = new Worker(new URL("./compute/compute.worker.ts", import.meta.url), { type: "module" });
void import("./main.js").then(({ begin }) => begin(worker as unknown as ComputePort));
