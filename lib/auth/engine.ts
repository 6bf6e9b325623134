import "server-only";

import { type BetterAuthOptions, betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { type GenericOAuthConfig, genericOAuth, twoFactor } from "better-auth/plugins";
import { eq } from "drizzle-orm";
import { getLedger } from "@/lib/db/database";
import type { Database } from "@/lib/db/open-database";
import { accounts, people, secondFactors, sessions, verifications } from "@/lib/db/people-schema";
import { keyFor } from "@/lib/env/server-key";
import { type SignInSettings, signInSettings } from "@/lib/env/sign-in-settings";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/otp/password";
import { halfSignedIn } from "./half-signed-in";
import { admitting, OIDC, providerOf } from "./oidc";
import { ownIssuer } from "./own-issuer";
import { recordSignIn } from "./record-sign-in";

/** A session ends twelve hours after the sign-in, whatever happens in it. */
const OLDEST_SECONDS = 12 * 60 * 60;

/**
 * The provider is asked where its endpoints are when somebody wants to sign in there, for ten seconds at most: at the start,
 * when the library would ask, a silent one held every request of everybody for minutes.
 */
function providersOf(config: GenericOAuthConfig[]) {
  const genericOAuthPendingDiscovery = new Map(config.map((one) => [one.providerId, one]));
  return { ...genericOAuth({ config }), init: () => ({ context: { genericOAuthPendingDiscovery } }) };
}

/** Whether the library answers to what the OpenID provider has sent. */
const isCallback = (context: { path: string } | null) => context?.path.startsWith("/callback/") ?? false;

/** The library behind sign-in. Its own endpoints are not served: our actions call it, and one route its OIDC callback. */
function engineOver(db: Database, { origin, oidc }: SignInSettings) {
  const provider = oidc && providerOf(oidc);
  const secure = origin?.startsWith("https:") ?? false;
  return betterAuth({
    appName: "OTP Ferry",
    baseURL: origin ?? "http://127.0.0.1",
    basePath: "/api/auth",
    secret: keyFor("sign-in").toString("base64url"),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Ours is in the database, where all replicas see it.
    rateLimit: { enabled: false },
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: {
        user: people,
        account: accounts,
        session: sessions,
        twoFactor: secondFactors,
        verification: verifications,
      },
    }),
    user: {
      additionalFields: {
        role: { type: "string", required: true },
        disabled: { type: "boolean", required: false, defaultValue: false, input: false },
      },
      ...(oidc && { validateUserInfo: admitting(db, oidc) }),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    account: { updateAccountOnSignIn: false },
    session: {
      expiresIn: OLDEST_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: {
        seenAt: { type: "date", required: false, input: false },
        byPassword: { type: "boolean", required: false, input: false },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const [person] = await db.select().from(people).where(eq(people.id, session.userId));
            if (!person || person.disabled) return false;
            const seenAt = new Date();
            return { data: { ...session, seenAt, byPassword: !isCallback(context) } };
          },
          after: async ({ userId, token }, context) => {
            // Whoever signs in leaves the session in which this browser was before.
            const { sessionToken } = context?.context.authCookies ?? {};
            const before =
              sessionToken && (await context?.getSignedCookie(sessionToken.name, context.context.secret));
            if (before && before !== token) await db.delete(sessions).where(eq(sessions.token, before));
            if (isCallback(context)) await recordSignIn(db, userId, OIDC);
          },
        },
      },
      account: {
        create: {
          // What the provider has given is of no use after the sign-in, and a danger.
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: secure ? "__Host-ferry" : "ferry",
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: "lax", path: "/" },
    },
    plugins: [
      twoFactor({ issuer: "OTP Ferry" }),
      halfSignedIn,
      providersOf(provider ? [provider] : []),
      ...(provider ? [ownIssuer(provider, oidc.issuer)] : []),
    ],
    ...(oidc && { onAPIError: { errorURL: `${origin}/sign-in` } }),
  } satisfies BetterAuthOptions);
}

type Engine = ReturnType<typeof engineOver>;

// On globalThis: Next bundles actions, pages and route handlers apart.
const KEY = Symbol.for("otp-ferry.sign-in");
const shared = globalThis as typeof globalThis & { [KEY]?: Promise<Engine> };

/** The library behind sign-in, over this process's database. */
export function getEngine(): Promise<Engine> {
  shared[KEY] ??= getLedger().then(
    ({ db }) => engineOver(db, signInSettings()),
    (error: unknown) => {
      delete shared[KEY];
      throw error;
    },
  );
  return shared[KEY];
}
