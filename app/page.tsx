import { redirect } from "next/navigation";
import { ImportScreen } from "@/components/import/import-screen";
import { homeOf } from "@/components/shell/screens";
import { extensions, readableIds } from "@/lib/formats/registry";
import { checkPool, findEnrolments, findUsers, importRows, openRun } from "./actions";
import { onConnection, type PoolQuery } from "./on-connection";
import { pagePerson } from "./page-door";

export default async function ImportPage({ searchParams }: { searchParams: PoolQuery }) {
  const person = await pagePerson("account");
  if (homeOf(person.role) !== "/") redirect(homeOf(person.role));
  return onConnection(person, searchParams, ({ id, name, host, accessKeyId, sandbox }) => (
    <ImportScreen
      openRun={openRun.bind(null, id)}
      importRows={importRows}
      findUsers={findUsers.bind(null, id)}
      findEnrolments={findEnrolments.bind(null, id)}
      checkPool={checkPool.bind(null, id)}
      pool={{ host, pool: accessKeyId }}
      target={{ name, host }}
      accept={extensions().join(",")}
      formats={readableIds()}
      samples={sandbox}
    />
  ));
}
