import { notFound } from "next/navigation";
import { runKey } from "@/app/api/guarded";
import { pagePerson } from "@/app/page-door";
import { RunPage } from "@/components/history/run-page";
import { namesFor } from "@/lib/auth/names";
import { getLedger } from "@/lib/db/database";
import { extensions } from "@/lib/formats/registry";
import { permits } from "@/lib/otp/role";

export default async function HistoryRunPage({ params }: { params: Promise<{ runId: string }> }) {
  const person = await pagePerson("history");
  const names = await namesFor((await getLedger()).db, person);
  const key = await runKey(params);
  if (!key) notFound();
  const mayImport = permits(person.role, "imports");
  return <RunPage runKey={key} names={names} mayImport={mayImport} accept={extensions().join(",")} />;
}
