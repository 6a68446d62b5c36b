import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { saveFile } from "../project/files.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** What of the run is taken home: the files that the command line writes for it, byte for byte; and paper. */
export function ReportButtons({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const [preparing, setPreparing] = useState<"report" | "tables" | undefined>(undefined);
  const saveReport = async () => {
    setPreparing("report");
    const id = project.getState().futures?.id ?? "run";
    const page = await project.getState().inquire((compute, draft) => compute.report(draft));
    setPreparing(undefined);
    if (page !== undefined) saveFile(`report-${id}.html`, page, "text/html");
  };
  const saveTables = async () => {
    setPreparing("tables");
    const tables = await project.getState().inquire((compute, draft) => compute.tables(draft));
    setPreparing(undefined);
    for (const { name, bytes } of tables ?? []) saveFile(name, new Blob([bytes]), "application/vnd.apache.parquet");
  };
  const isBusy = preparing !== undefined;
  return (
    <Group gap="xs" className="no-print">
      <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void saveReport()}>
        {preparing === "report" ? words.preparing : words.report}
      </Button>
      <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void saveTables()}>
        {preparing === "tables" ? words.preparingTables : words.tablesOfRun}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => print()}>
        {words.print}
      </Button>
    </Group>
  );
}
