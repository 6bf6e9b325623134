import { pagePerson } from "@/app/page-door";
import { HistoryView } from "@/components/history/history-view";
import { namesFor } from "@/lib/auth/names";
import { getLedger } from "@/lib/db/database";
import { type Permission, permits } from "@/lib/otp/role";

export default async function HistoryPage() {
  const person = await pagePerson("history");
  const names = await namesFor((await getLedger()).db, person);
  const may = (permission: Permission) => permits(person.role, permission);
  return <HistoryView names={names} mayImport={may("imports")} maySetRetention={may("retention")} />;
}
