import { serveEnsembles } from "@tokenwright/engine";

/** The part of a worker's own scope that is used. */
interface WorkerScope {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown, moved: readonly ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const serve = serveEnsembles((message, moved) => scope.postMessage(message, moved));
scope.onmessage = ({ data }) => serve(data);
