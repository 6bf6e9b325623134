import { pagePerson } from "@/app/page-door";
import { HistoryView } from "@/components/history/history-view";
import { namesFor } from "@/lib/auth/names";
import { getLedger } from "@/lib/db/database";
import { permits } from "@/lib/otp/role";

export default async function HistoryPage() {
  const person = await pagePerson("history");
  const names = await namesFor((await getLedger()).db, person);
  return <HistoryView names={names} maySetRetention={permits(person.role, "retention")} />;
}
