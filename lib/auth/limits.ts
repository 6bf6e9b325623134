import "server-only";

import { headers } from "next/headers";
import type { Database } from "@/lib/db/open-database";
import { networkOf } from "@/lib/env/client-address";
import { countAttempt, type Limit } from "./attempts";
import { recordLimit } from "./record-sign-in";

/** Wrong sign-ins of one account, and from one address, before the next has to wait. */
export const byAccount = (email: string): Limit => ({ what: "sign-in", of: email, most: 10, minutes: 15 });
export const byAddress = (address: string): Limit => ({
  what: "address",
  of: address,
  most: 30,
  minutes: 15,
});

/** Ways to the OpenID provider that are asked for from one address: a whole office may come from one. */
export const byAsking = (address: string): Limit => ({
  what: "provider",
  of: address,
  most: 300,
  minutes: 15,
});

/** A code is good once (RFC 6238 section 5.2): whoever has looked over a shoulder comes too late. */
const byCode = (person: string, code: string): Limit => ({
  what: "code",
  of: `${person} ${code}`,
  most: 1,
  minutes: 2,
});

/** Whether a right code has not been used before; from now on it has. */
export async function spendCode(db: Database, person: string, code: string): Promise<boolean> {
  return (await countAttempt(db, byCode(person, code))).allowed;
}

/** Where the request comes from, by what app/guard-servers.ts has found. */
export async function addressOf(): Promise<string> {
  return networkOf((await headers()).get("x-forwarded-for") ?? "");
}

/** Counts an attempt; how long to wait when there were too many. */
export async function held(
  db: Database,
  limits: readonly Limit[],
): Promise<{ state: "later"; minutes: number } | null> {
  for (const limit of limits) {
    const { allowed, first, until } = await countAttempt(db, limit);
    if (allowed) continue;
    if (first) await recordLimit(db, limit.what);
    return { state: "later", minutes: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 60_000)) };
  }
  return null;
}
