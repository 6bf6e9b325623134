import { checkConnection } from "@/app/actions";
import { pagePerson } from "@/app/page-door";
import { type ConnectionActions, ConnectionsView } from "@/components/connections/connections-view";
import { connectionsOf, managedConnections } from "@/lib/auth/connections";
import { listPeople } from "@/lib/auth/people";
import { getLedger } from "@/lib/db/database";
import { isDemo } from "@/lib/env/startup";
import { permits, usesConnections } from "@/lib/otp/role";
import { addConnection, changeConnection, removeConnection, shareConnection } from "./actions";

const MANAGE: ConnectionActions = {
  add: addConnection,
  change: changeConnection,
  share: shareConnection,
  remove: removeConnection,
};

/** Those to whom a connection can be given: owners have it anyway. */
async function sharers() {
  const everybody = await listPeople((await getLedger()).db, new Date());
  return everybody
    .filter(({ role, disabled }) => usesConnections(role) && !permits(role, "connections") && !disabled)
    .map(({ id, name, email }) => ({ id, name, email }));
}

export default async function ConnectionsPage() {
  const person = await pagePerson("imports");
  const views = await connectionsOf(person);
  const manages = permits(person.role, "connections");
  return (
    <ConnectionsView
      connections={
        manages ? await managedConnections(views) : views.map((view) => ({ ...view, share: null }))
      }
      actions={manages ? MANAGE : null}
      storable={!isDemo()}
      people={manages ? await sharers() : []}
      test={checkConnection}
    />
  );
}
