import "server-only";

import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";

/** The cookie in which the two-factor plugin keeps, signed, where it has written down who was right by password. */
const COOKIE = "two_factor";

/** Adds to the library what it does not tell: who stands between the two steps of a sign-in. */
export const halfSignedIn = {
  id: "half-signed-in",
  endpoints: {
    /** The id of the person who was right by password in this browser, and whose code is awaited; null for nobody. */
    awaitedPerson: createAuthEndpoint.serverOnly({ method: "GET", requireHeaders: true }, async (context) => {
      const { name } = context.context.createAuthCookie(COOKIE);
      const key = await context.getSignedCookie(name, context.context.secret);
      const noted = key ? await context.context.internalAdapter.findVerificationValue(key) : null;
      return noted && noted.expiresAt > new Date() ? noted.value : null;
    }),
  },
} satisfies BetterAuthPlugin;
