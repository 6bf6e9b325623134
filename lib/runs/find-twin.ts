import "server-only";

import { setImmediate } from "node:timers/promises";
import type { Ledger } from "@/lib/db/database";
import { imprintsOfOthers } from "@/lib/db/user-history";
import { fingerprintOf, type Imprint } from "./fingerprint";

/** Users that are compared, those of the latest rows first. */
const MOST = 20_000;
/** Fingerprints that are made before others have their turn: a millisecond or so. */
const AT_ONCE = 500;

/**
 * Another user of the pool to whom this console has carried the very same secret; null when the ledger knows of none. A
 * fingerprint is taken of the recovery code too, so only users are found who got none, or the same one.
 */
export async function findTwin({ db }: Ledger, key: Buffer, imprint: Imprint): Promise<string | null> {
  const { host, pool, userId, recoveryCode } = imprint;
  const others = await imprintsOfOthers(db, { host, pool, userId }, MOST);
  const codes = recoveryCode ? [undefined, recoveryCode] : [undefined];
  for (const [at, other] of others.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const theirs = { ...imprint, userId: other.userId };
    if (codes.some((code) => fingerprintOf(key, { ...theirs, recoveryCode: code }).equals(other.fingerprint)))
      return other.userId;
  }
  return null;
}
