import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { saveFile } from "../project/files.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** The report of what is on the page: the file that the command line writes for the same run; and paper. */
export function ReportButtons({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const [isPreparing, setPreparing] = useState(false);
  const save = async () => {
    setPreparing(true);
    const id = project.getState().futures?.id ?? "run";
    const page = await project.getState().inquire((compute, draft) => compute.report(draft));
    setPreparing(false);
    if (page !== undefined) saveFile(`report-${id}.html`, page, "text/html");
  };
  return (
    <Group gap="xs" className="no-print">
      <Button size="compact-sm" variant="default" disabled={isPreparing} onClick={() => void save()}>
        {isPreparing ? words.preparing : words.report}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => print()}>
        {words.print}
      </Button>
    </Group>
  );
}
