import { lazy, Suspense } from "react";
import { mayHaveFolder } from "../project/folder.js";
import type { FolderPartProps } from "./folder-part.js";

const FolderPart = lazy(async () => ({ default: (await import("./folder-part.js")).FolderPart }));

/** The folder that `tokenwright studio DIR` was started with; nothing where the page comes from elsewhere. */
export function FolderMenu(props: Omit<FolderPartProps, "fragment">) {
  return isPossible ? (
    <Suspense fallback={null}>
      <FolderPart {...props} fragment={fragment} />
    </Suspense>
  ) : null;
}

// Looked at once, as the page begins: sharing a link puts another fragment there.
const fragment = location.hash;
const isPossible = mayHaveFolder({ storage: localStorage, fragment });
