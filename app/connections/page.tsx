import { checkConnection } from "@/app/actions";
import { pagePerson } from "@/app/page-door";
import { type ConnectionActions, ConnectionsView } from "@/components/connections/connections-view";
import { connectionsOf, managedConnections } from "@/lib/auth/connections";
import { isDemo } from "@/lib/env/startup";
import { permits } from "@/lib/otp/role";
import { addConnection, changeConnection, removeConnection, shareConnection } from "./actions";

const MANAGE: ConnectionActions = {
  add: addConnection,
  change: changeConnection,
  share: shareConnection,
  remove: removeConnection,
};

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
      people={[]}
      test={checkConnection}
    />
  );
}
