import { pagePerson } from "@/app/page-door";
import { AuditView } from "@/components/audit/audit-view";

export default async function AuditPage() {
  await pagePerson("audit");
  return <AuditView />;
}
