import "server-only";

import { setImmediate } from "node:timers/promises";
import type { Ledger } from "@/lib/db/database";
import { imprintsOfOthers } from "@/lib/db/user-history";
import { type Imprint, isOfSecret } from "./fingerprint";

/** Users that are compared, those of the latest rows first. */
const MOST = 20_000;
/** Fingerprints that are made before others have their turn: a millisecond or so. */
const AT_ONCE = 500;

/** Another user of the pool to whom this console has carried the very same secret; null when the ledger knows of none. */
export async function findTwin({ db }: Ledger, key: Buffer, imprint: Imprint): Promise<string | null> {
  const { host, pool, userId } = imprint;
  const others = await imprintsOfOthers(db, { host, pool, userId }, MOST);
  for (const [at, other] of others.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    if (isOfSecret(key, other.fingerprint, { ...imprint, userId: other.userId })) return other.userId;
  }
  return null;
}
