import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App, openExample } from "./app.js";
import { ComputeClient, type ComputePort } from "./compute/client.js";
import { keep, keepData, kept, keptData } from "./project/autosave.js";
import { examples, firstExample } from "./project/examples.js";
import { readLink } from "./project/link.js";
import { createProject, type ProjectStore } from "./project/project.js";

/** Puts the page together, with the thread that computes. */
export function begin(port: ComputePort): void {
  const project = createProject(new ComputeClient(port));
  project.subscribe(({ history, data }, before) => {
    if (history.present !== before.history.present) keep(localStorage, history.present);
    if (data !== before.data) keepData(localStorage, data);
  });
  const root = createRoot(document.getElementById("root")!);
  // In pieces, between which the browser paints and hears the user.
  startTransition(() => root.render(<App project={project} />));
  void open(project);
}

/** What a link holds, else what was on the page before, else the first example. */
async function open(project: ProjectStore): Promise<void> {
  const linked = await readLink(location.hash);
  const shared = linked?.content ?? kept(localStorage);
  const data = linked?.data ?? keptData(localStorage);
  if (shared !== undefined && shared.text !== "") project.getState().load(shared, data);
  else await openExample(project, examples.find(({ name }) => name === firstExample)!);
}
