import { ImportScreen } from "@/components/import/import-screen";
import { authorise } from "@/lib/auth/authorise";
import { connectionsOf } from "@/lib/auth/connections";
import { extensions } from "@/lib/formats/registry";
import { checkPool, findEnrolments, findUsers, importRows, openRun } from "./actions";

export default async function ImportPage() {
  const [connection] = await connectionsOf(await authorise("imports"));
  const id = connection?.id ?? null;
  return (
    <ImportScreen
      openRun={openRun.bind(null, id)}
      importRows={importRows}
      findUsers={findUsers.bind(null, id)}
      findEnrolments={findEnrolments.bind(null, id)}
      checkPool={checkPool.bind(null, id)}
      accept={extensions().join(",")}
      sample={connection?.sandbox ? "/sample.csv" : null}
    />
  );
}
