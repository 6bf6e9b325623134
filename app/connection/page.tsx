import { checkConnection } from "@/app/actions";
import { ConnectionView } from "@/components/connection/connection-view";
import { getConnection } from "@/lib/env/connection";

export default function ConnectionPage() {
  const { host, accessKeyId, tenantId } = getConnection();
  return (
    <ConnectionView
      host={host}
      accessKeyId={accessKeyId}
      tenantId={tenantId ?? null}
      test={checkConnection}
    />
  );
}
