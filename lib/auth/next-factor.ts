import "server-only";

import { randomBytes, randomUUID } from "node:crypto";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { and, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { getLedger } from "@/lib/db/database";
import { secondFactors, verifications } from "@/lib/db/people-schema";
import { NEW_SECRET_BYTES, newSecret, writeKeyUri } from "@/lib/otp/new-otp";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import { secretBytes } from "@/lib/otp/secret";
import { offBy } from "@/lib/otp/stated-code";
import { getEngine } from "./engine";
import type { Session } from "./session";

/*
 * The library keeps one second factor of a person: to make another it wants the old one gone. So the next one waits beside
 * it, encrypted as the library would, until a code has shown that an app has it. Whoever gives up in between keeps the old.
 */

/** So long may it take to scan a key. */
const WAIT_MS = 15 * 60_000;
const BACKUP_CODES = 10;
/** How the library marks a secret that it is to read as base32. */
const BASE32 = "base32:";

const waitingSchema = z.strictObject({ secret: z.string(), backupCodes: z.string() });
const nameOf = ({ id }: Session) => `next factor of ${id}`;
const keyOf = async () => (await (await getEngine()).$context).secretConfig;

/** In the form of the library's own. */
function backupCode(): string {
  const text = generateRandomString(10, "a-z", "0-9", "A-Z");
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** Makes the factor that is to take the place of the one there is. */
export async function makeNextFactor(session: Session): Promise<{ uri: string; backupCodes: string[] }> {
  const key = await keyOf();
  const secret = newSecret(randomBytes(NEW_SECRET_BYTES));
  const backupCodes = Array.from({ length: BACKUP_CODES }, backupCode);
  const value = JSON.stringify({
    secret: await symmetricEncrypt({ key, data: BASE32 + secret }),
    backupCodes: await symmetricEncrypt({ key, data: JSON.stringify(backupCodes) }),
  } satisfies z.infer<typeof waitingSchema>);
  const identifier = nameOf(session);
  const expiresAt = new Date(Date.now() + WAIT_MS);
  await (await getLedger()).db.transaction(async (tx) => {
    await tx.delete(verifications).where(eq(verifications.identifier, identifier));
    await tx.insert(verifications).values({ id: randomUUID(), identifier, value, expiresAt });
  });
  return { uri: writeKeyUri({ issuer: "OTP Ferry", account: session.email, secret }), backupCodes };
}

/** Puts the factor that waits in the place of the old one, by one of its codes; `over`: none waits any more. */
export async function takeNextFactor(session: Session, code: string): Promise<"done" | "wrong" | "over"> {
  const { db } = await getLedger();
  const waits = and(eq(verifications.identifier, nameOf(session)), gt(verifications.expiresAt, new Date()));
  const [row] = await db.select().from(verifications).where(waits);
  if (!row) return "over";
  const { secret, backupCodes } = waitingSchema.parse(JSON.parse(row.value));
  const opened = await symmetricDecrypt({ key: await keyOf(), data: secret });
  const bytes = secretBytes(opened.slice(BASE32.length));
  if (offBy(bytes, GENAUTH_PARAMETERS, code, { unixMs: Date.now(), within: 1 }) === null) return "wrong";
  return db.transaction(async (tx) => {
    const taken = await tx.delete(verifications).where(eq(verifications.id, row.id)).returning();
    if (taken.length === 0) return "over";
    const placed = await tx
      .update(secondFactors)
      .set({ secret, backupCodes, failedVerificationCount: 0, lockedUntil: null })
      .where(eq(secondFactors.userId, session.person.id))
      .returning();
    return placed.length > 0 ? "done" : "over";
  });
}
