import { startTransition, useEffect, useState } from "react";
import type { ComputeClient } from "../compute/client.js";
import type { Draft } from "../compute/messages.js";
import type { ProjectStore } from "./project.js";

/**
 * What the thread that computes answers about the scenario, asked again whenever its futures are new; the last
 * answer stays until the next one comes.
 *
 * @param key Names the question: another key is another question; without one nothing is asked.
 */
export function useInquiry<T>(
  project: ProjectStore,
  key: string | undefined,
  question: (compute: ComputeClient, draft: Draft) => Promise<T>,
): T | undefined {
  const futures = project(({ futures }) => futures);
  const [answer, setAnswer] = useState<
    { readonly key: string | undefined; readonly steps: number; readonly value: T } | undefined
  >(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    let isWanted = futures !== undefined && key !== undefined;
    if (!isWanted) return;
    const { steps } = futures!.time;
    void project
      .getState()
      .inquire(question)
      .then((value) => {
        // Charts that follow from an answer are rendered in pieces.
        if (isWanted && value !== undefined) startTransition(() => setAnswer({ key, steps, value }));
      });
    return () => {
      isWanted = false;
    };
  }, [futures, key, project]);
  // What was answered of another horizon does not fit what is drawn now.
  return answer?.key === key && answer?.steps === futures?.time.steps ? answer?.value : undefined;
}
