// Runs the trial module from its sources in a thread: tests have no build.
import { register } from "tsx/esm/api";

register();
const { serveModule } = await import("../serve-module.js");
const { trialModule } = await import("./trial-module.js");
serveModule(trialModule("1.0.0"));
