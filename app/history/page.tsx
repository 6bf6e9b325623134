import { pagePerson } from "@/app/page-door";
import { HistoryView } from "@/components/history/history-view";
import { namesFor } from "@/lib/auth/names";
import { getLedger } from "@/lib/db/database";

export default async function HistoryPage() {
  const names = await namesFor((await getLedger()).db, await pagePerson("history"));
  return <HistoryView names={names} />;
}
