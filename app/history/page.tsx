import { pagePerson } from "@/app/page-door";
import { HistoryView } from "@/components/history/history-view";

export default async function HistoryPage() {
  await pagePerson("history");
  return <HistoryView />;
}
