/** What a thread of Node runs to compute its share of ensembles. */
import { parentPort } from "node:worker_threads";
import { serveEnsembles } from "@tokenwright/engine";

const serve = serveEnsembles((message, moved) => parentPort?.postMessage(message, moved));
parentPort?.on("message", serve);
