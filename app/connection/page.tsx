import { checkConnection } from "@/app/actions";
import { ConnectionView } from "@/components/connection/connection-view";
import { authorise } from "@/lib/auth/authorise";
import { connectionsOf } from "@/lib/auth/connections";

export default async function ConnectionPage() {
  const [connection] = await connectionsOf(await authorise("imports"));
  if (!connection) return null;
  const { id, host, accessKeyId, tenantId } = connection;
  return (
    <ConnectionView
      host={host}
      accessKeyId={accessKeyId}
      tenantId={tenantId}
      test={checkConnection.bind(null, id)}
    />
  );
}
