import { webWorkers } from "@tokenwright/workbench/portable";
import { Crew } from "./crew.js";
import entry from "./ensemble.worker.ts?worker&url";
import type { Answer, Question } from "./messages.js";
import { serveCompute } from "./serve.js";

/** Most threads: more share too little work each. */
const mostThreads = 8;

const port = globalThis as unknown as {
  postMessage(answer: Answer): void;
  onmessage: (event: { readonly data: Question }) => void;
};
const threads = Math.min(mostThreads, navigator.hardwareConcurrency);
const crew = threads < 2 ? undefined : new Crew(webWorkers(threads, new URL(entry, import.meta.url)));
const take = serveCompute((answer) => port.postMessage(answer), crew);
port.onmessage = ({ data }) => take(data);
