import { ImportScreen } from "@/components/import/import-screen";
import { getConnection } from "@/lib/env/connection";
import { isSandbox } from "@/lib/env/read-env";
import { extensions } from "@/lib/formats/registry";
import { checkPool, findEnrolments, findUsers, importRows, openRun } from "./actions";

export default function ImportPage() {
  return (
    <ImportScreen
      openRun={openRun}
      importRows={importRows}
      findUsers={findUsers}
      findEnrolments={findEnrolments}
      checkPool={checkPool}
      accept={extensions().join(",")}
      sample={isSandbox(getConnection()) ? "/sample.csv" : null}
    />
  );
}
