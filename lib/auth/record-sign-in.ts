import "server-only";

import { recordAudit } from "@/lib/db/audit";
import type { Database } from "@/lib/db/open-database";
import { findPerson } from "./people";

/** Writes down that a person has signed in, and by what. */
export async function recordSignIn(db: Database, id: string, by: string): Promise<void> {
  const name = (await findPerson(db, id))?.name ?? "";
  await recordAudit(db, { who: id, name, action: "signed_in", subject: id, details: { by } });
}

const NOBODY = { who: "nobody", name: "" };

/** Writes down that a sign-in was refused; nothing of what was typed: it may be in the wrong field. */
export function recordRefusal(
  db: Database,
  person: { id: string; name: string } | undefined,
  step: string,
): Promise<void> {
  const who = person ? { who: person.id, name: person.name } : NOBODY;
  return recordAudit(db, { ...who, action: "sign_in_refused", subject: person?.id ?? "", details: { step } });
}

/** Writes down that there were too many attempts: once, however many there are. */
export function recordLimit(db: Database, by: string): Promise<void> {
  return recordAudit(db, { ...NOBODY, action: "sign_in_limited", subject: "", details: { by } });
}
