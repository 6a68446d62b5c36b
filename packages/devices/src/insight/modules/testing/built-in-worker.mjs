// Runs the built-in modules from their sources in a thread: tests have no build.
import { register } from "tsx/esm/api";

register();
await import("../built-in-worker.js");
