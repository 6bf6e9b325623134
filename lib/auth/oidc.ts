import "server-only";

import type { BetterAuthOptions } from "better-auth";
import type { GenericOAuthConfig } from "better-auth/plugins";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import type { Database } from "@/lib/db/open-database";
import { accounts } from "@/lib/db/people-schema";
import type { OidcSettings } from "@/lib/env/sign-in-settings";
import { ROLES, type Role } from "@/lib/otp/role";
import { changeRole, endSessions, findPerson } from "./people";
import { recordRefusal } from "./record-sign-in";

/** The id of the provider in accounts, and in the path that it sends people back to: `/api/auth/callback/oidc`. */
export const OIDC = "oidc";

const textsSchema = z.union([z.string().transform((text) => [text]), z.array(z.string())]).catch([]);
const profileSchema = z.object({ email: z.email(), email_verified: z.literal([true, "true"]) });

/** A claim by its name, or by a path of names with dots between them. */
function claimOf(profile: Record<string, unknown>, path: string): unknown {
  if (path in profile) return profile[path];
  let value: unknown = profile;
  for (const name of path.split("."))
    value =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return value;
}

/**
 * What somebody of the provider is here: what the role claim says, and what their e-mail address is listed as; of several
 * roles the one that may most. Null for nobody.
 * @param profile the claims of an ID token or of the userinfo endpoint (OpenID Connect Core 1.0 section 5.1)
 */
export function roleOf(profile: Record<string, unknown>, settings: OidcSettings): Role | null {
  const email = typeof profile.email === "string" ? profile.email.toLowerCase() : "";
  const claimed = textsSchema.parse(claimOf(profile, settings.roleClaim));
  const roles = [...claimed.map((value) => settings.roles.get(value)), settings.people.get(email)];
  return ROLES.find((role) => roles.includes(role)) ?? null;
}

/** How to talk to the provider: code flow with PKCE, state and nonce, the ID token verified by the provider's keys. */
export function providerOf(settings: OidcSettings): GenericOAuthConfig {
  return {
    providerId: OIDC,
    discoveryUrl: `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    scopes: ["openid", "email", "profile"],
    pkce: true,
    requireIdTokenVerification: true,
    mapProfileToUser: (profile) => ({
      name: z.string().min(1).safeParse(profile.name).data ?? z.string().parse(profile.email),
      role: roleOf(profile, settings),
    }),
  };
}

/** Whether a person has an account of the provider. Its `sub` says who they are: an e-mail address may pass to somebody else. */
async function isOfProvider(db: Database, id: string): Promise<boolean> {
  const own = and(eq(accounts.userId, id), eq(accounts.providerId, OIDC));
  return (await db.select({ id: accounts.id }).from(accounts).where(own)).length > 0;
}

type Admit = NonNullable<NonNullable<BetterAuthOptions["user"]>["validateUserInfo"]>;

/**
 * Looks at each sign-in by the provider: without a verified e-mail address, or a role, nobody gets in, nor by an address
 * that is another account's of the provider. Who is known already
 * gets the role of today, and loses the sessions when there is none any more.
 */
export function admitting(db: Database, settings: OidcSettings): Admit {
  const refuse = async (person: { id: string; name: string } | undefined, error: string) => {
    await recordRefusal(db, person, `${OIDC}: ${error}`);
    return { error };
  };
  return async ({ user, source }) => {
    const profile = source.oauth?.profile ?? {};
    const known = source.action === "create-user" ? undefined : await findPerson(db, user.id ?? "");
    if (!profileSchema.safeParse(profile).success) return refuse(known, "email_not_verified");
    if (known && source.action === "link-account" && (await isOfProvider(db, known.id)))
      return refuse(known, "other_account");
    const role = roleOf(profile, settings);
    if (!role && known) await endSessions(db, known.id);
    if (!role) return refuse(known, "no_role");
    if (known && known.role !== role && (await changeRole(db, known.id, role)) === "done") {
      const { id: who, name } = known;
      await recordAudit(db, { who, name, action: "role_changed", subject: who, details: { role, by: OIDC } });
    }
    return undefined;
  };
}
