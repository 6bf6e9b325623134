import { redirect } from "next/navigation";
import { ImportScreen } from "@/components/import/import-screen";
import { homeOf } from "@/components/shell/screens";
import { connectionsOf } from "@/lib/auth/connections";
import { extensions } from "@/lib/formats/registry";
import { checkPool, findEnrolments, findUsers, importRows, openRun } from "./actions";
import { pagePerson } from "./page-door";

export default async function ImportPage() {
  const person = await pagePerson("account");
  if (homeOf(person.role) !== "/") redirect(homeOf(person.role));
  const [connection] = await connectionsOf(person);
  const id = connection?.id ?? null;
  return (
    <ImportScreen
      openRun={openRun.bind(null, id)}
      importRows={importRows}
      findUsers={findUsers.bind(null, id)}
      findEnrolments={findEnrolments.bind(null, id)}
      checkPool={checkPool.bind(null, id)}
      pool={connection ? { host: connection.host, pool: connection.accessKeyId } : null}
      accept={extensions().join(",")}
      sample={connection?.sandbox ? "/sample.csv" : null}
    />
  );
}
