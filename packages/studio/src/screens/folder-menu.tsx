import { lazy, Suspense } from "react";
import { mayHaveFolder } from "../project/folder.js";
import type { ProjectStore } from "../project/project.js";

const FolderPart = lazy(async () => ({ default: (await import("./folder-part.js")).FolderPart }));

export interface FolderMenuProps {
  readonly project: ProjectStore;
  readonly onNotice: (text: string) => void;
}

/** The folder that `tokenwright studio DIR` was started with; nothing where the page comes from elsewhere. */
export function FolderMenu(props: FolderMenuProps) {
  return isPossible ? (
    <Suspense fallback={null}>
      <FolderPart {...props} fragment={fragment} />
    </Suspense>
  ) : null;
}

// Looked at once, as the page begins: sharing a link puts another fragment there.
const fragment = location.hash;
const isPossible = mayHaveFolder({ storage: localStorage, fragment });
