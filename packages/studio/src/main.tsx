import { createRoot } from "react-dom/client";
import { App, openExample } from "./app.js";
import { ComputeClient, type ComputePort } from "./compute/client.js";
import { keep, kept } from "./project/autosave.js";
import { examples, firstExample } from "./project/examples.js";
import { readLink } from "./project/link.js";
import { createProject } from "./project/project.js";
import "./app.css";

const worker = new Worker(new URL("./compute/compute.worker.ts", import.meta.url), { type: "module" });
const project = createProject(new ComputeClient(worker as unknown as ComputePort));

project.subscribe(({ history }, before) => {
  if (history.present !== before.history.present) keep(localStorage, history.present);
});

/** What a link holds, else what was on the page before, else the first example. */
async function start(): Promise<void> {
  const shared = (await readLink(location.hash)) ?? kept(localStorage);
  if (shared !== undefined && shared.text !== "") project.getState().load(shared);
  else await openExample(project, examples.find(({ name }) => name === firstExample)!);
}

createRoot(document.getElementById("root")!).render(<App project={project} />);
void start();
