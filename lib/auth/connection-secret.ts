import "server-only";

import type { StoredConnection } from "@/lib/db/connection-store";
import { ferrySecret, previousSecret } from "@/lib/env/ferry-secret";
import { type Belonging, seal, unseal } from "@/lib/env/sealed";

type Place = Pick<StoredConnection, "id" | "host" | "accessKeyId" | "tenantId">;

const LABEL = "otp-ferry connection key 1";

/** A sealed secret opens beside its own row's id, host, key id and tenant only. */
function belonging({ id, host, accessKeyId, tenantId }: Place): Belonging {
  return { label: LABEL, to: [id, host, accessKeyId, tenantId] };
}

/**
 * Seals the secret of a connection's key for its row.
 * @throws Error when there is no FERRY_SECRET, without which nothing is ever stored
 */
export function sealSecret(secret: string, place: Place): Uint8Array {
  const key = ferrySecret();
  if (key === null) throw new Error("FERRY_SECRET is not set: no key can be stored.");
  return seal(secret, key, belonging(place));
}

/** The secret of a stored connection's key, by FERRY_SECRET or the one before it; null when neither opens it. */
export function openSecret(row: StoredConnection): string | null {
  for (const key of [ferrySecret(), previousSecret()]) {
    const secret = key === null ? null : unseal(row.sealedSecret, key, belonging(row));
    if (secret !== null) return secret;
  }
  return null;
}

/** Whether FERRY_SECRET itself opens it, and not only the one before it. */
export function isSealedAnew(row: StoredConnection): boolean {
  const key = ferrySecret();
  return key !== null && unseal(row.sealedSecret, key, belonging(row)) !== null;
}
