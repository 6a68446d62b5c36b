/** What a thread runs to serve one of this package's modules, named by the starter. */
import { workerData } from "node:worker_threads";
import { internal } from "@tokenwright/engine";
import { serveModule } from "../life-cycle/serve-module.js";
import { builtInModules } from "./list.js";

const { module } = workerData as { readonly module: string };
serveModule(
  builtInModules.find(({ manifest }) => manifest.id === module) ?? internal(`there is no built-in module ${module}`),
);
