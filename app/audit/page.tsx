import { AuditView } from "@/components/audit/audit-view";
import { authorise } from "@/lib/auth/authorise";

export default async function AuditPage() {
  await authorise("audit");
  return <AuditView />;
}
