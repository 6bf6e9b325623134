import { notFound } from "next/navigation";
import { runKey } from "@/app/api/guarded";
import { pagePerson } from "@/app/page-door";
import { RunPage } from "@/components/history/run-page";

export default async function HistoryRunPage({ params }: { params: Promise<{ runId: string }> }) {
  await pagePerson("history");
  const key = await runKey(params);
  if (!key) notFound();
  return <RunPage runKey={key} />;
}
