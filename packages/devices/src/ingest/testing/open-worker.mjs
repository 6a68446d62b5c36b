// Runs the thread that opens messages from its sources: tests have no build.
import { register } from "tsx/esm/api";

register();
await import("../open-worker.js");
