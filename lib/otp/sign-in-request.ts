import { z } from "zod";
import { LONGEST_PASSWORD } from "./password";
import { ROLES } from "./role";
import { STORABLE } from "./storable";

const email = z.string().trim().toLowerCase().pipe(z.email().max(254));
const token = z.string().regex(/^[\w-]{43}$/);
// Longer than any that is accepted, so that a long one is told to be too long.
const password = z
  .string()
  .min(1)
  .max(8 * LONGEST_PASSWORD);

export const signInRequestSchema = z.strictObject({ email, password });

export const codeRequestSchema = z.strictObject({
  kind: z.enum(["totp", "backup"]),
  code: z.string().trim().min(1).max(32),
});

export const invitationRequestSchema = z.strictObject({ token });

export const joinRequestSchema = z.strictObject({
  token,
  name: z.string().trim().min(1).max(100).regex(STORABLE),
  email,
  password,
});

export const inviteRequestSchema = z.strictObject({ email, role: z.enum(ROLES) });

/**
 * What came of an attempt to sign in. One word for all that is wrong: which it was is nobody's business. `again`: from the
 * password on.
 */
export type SignInReply = { state: "in" | "code" | "wrong" | "again" | "failed" } | Later;

/** There were too many attempts. */
type Later = { state: "later"; minutes: number };

/** Where to go after the sign-in: a path of this console and nothing else, "/" for anything that is none. */
export function ownPath(next: unknown): string {
  const text = typeof next === "string" ? next : "";
  const base = "http://console.invalid";
  if (!text.startsWith("/") || !URL.canParse(text, base)) return "/";
  const url = new URL(text, base);
  // "/.//host" stays on the base and leaves "//host", which a browser takes for another one.
  return url.origin === base && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}` : "/";
}

/** Why what the OpenID provider has answered does not let somebody in; `provider`: it was no sign-in at all. */
export const PROVIDER_REFUSALS = ["no_role", "email_not_verified", "other_account", "provider"] as const;
export type ProviderRefusal = (typeof PROVIDER_REFUSALS)[number];

/** Where to sign in at the OpenID provider; `silent`: there is none, or it does not answer. */
export type ProviderReply = { state: "to"; url: string } | { state: "silent" } | Later;
