import { z } from "zod";
import { ROLES, type Role } from "@/lib/otp/role";
import { isLoopbackHost } from "./loopback";

/** An OpenID provider, and whom of its people the console lets in as what. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says. */
  name: string;
  /** The claim that tells what somebody is, and which of its values is which role. */
  roleClaim: string;
  roles: ReadonlyMap<string, Role>;
  /** E-mail addresses, in lower case, with a role each. */
  people: ReadonlyMap<string, Role>;
};

export type SignInSettings = {
  /** The origin by which browsers reach the console; null for any of this machine's loopback names. */
  origin: string | null;
  /** Also while there is nothing but the sandbox. */
  required: boolean;
  /** Who signs in by password has to have a second factor. */
  secondFactorRequired: boolean;
  idleMs: number;
  oidc: OidcSettings | null;
};

type Env = Record<string, string | undefined>;

/** `sentence` names the variable and never its value. */
export type SignInReading = { ok: true; settings: SignInSettings } | { ok: false; sentence: string };

const DAY_MINUTES = 24 * 60;

const isSecure = (text: string) => {
  const { protocol, host } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopbackHost(host));
};
const secureUrl = z
  .string()
  .refine((text) => URL.canParse(text) && isSecure(text), "is no https URL (http on this machine only)");

/** `a=owner, b=admin` as a map. */
function pairs(what: string) {
  return z.string().transform((text, context) => {
    const map = new Map<string, Role>();
    for (const pair of text.split(",").filter((part) => part.trim() !== "")) {
      const at = pair.lastIndexOf("=");
      const role = ROLES.find((known) => known === pair.slice(at + 1).trim());
      const key = pair.slice(0, Math.max(at, 0)).trim();
      if (!role || key === "")
        context.addIssue(`has to be a list of ${what}=role, where a role is ${ROLES.join(", ")}`);
      else map.set(key, role);
    }
    return map as ReadonlyMap<string, Role>;
  });
}

const when = (value: string) =>
  z.literal(["", value], { error: `can only be "${value}"` }).transform(Boolean);
const NEEDED = "is missing while FERRY_OIDC_ISSUER is set";

const schema = z.object({
  FERRY_URL: z
    .union([z.literal(""), secureUrl])
    .transform((url) => (url === "" ? null : new URL(url).origin)),
  FERRY_SIGN_IN: when("required"),
  FERRY_SECOND_FACTOR: when("required"),
  FERRY_SESSION_IDLE_MINUTES: z
    .string()
    .transform((text) => (text === "" ? 30 : Number(text)))
    .refine((minutes) => minutes > 0 && minutes <= DAY_MINUTES, "is no number of minutes up to a day"),
});

const oidcSchema = z.object({
  FERRY_OIDC_ISSUER: secureUrl,
  FERRY_OIDC_CLIENT_ID: z.string().min(1, NEEDED),
  FERRY_OIDC_CLIENT_SECRET: z.string().min(1, NEEDED),
  FERRY_OIDC_NAME: z.string().transform((name) => name || "OpenID Connect"),
  FERRY_OIDC_ROLE_CLAIM: z.string().transform((claim) => claim || "roles"),
  FERRY_OIDC_ROLES: pairs("value"),
  FERRY_OIDC_PEOPLE: pairs("e-mail"),
});

function read<T>(env: Env, shape: z.ZodType<T>, names: readonly string[]): T | string {
  const parsed = shape.safeParse(Object.fromEntries(names.map((name) => [name, env[name]?.trim() ?? ""])));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${String(issue?.path[0])} ${issue?.message}: correct it and start again.`;
}

function readOidc(env: Env, origin: string | null): OidcSettings | null | string {
  const names = Object.keys(oidcSchema.shape);
  if (!env.FERRY_OIDC_ISSUER?.trim()) {
    const [stray] = names.filter((name) => env[name]?.trim());
    return stray ? `${stray} is set while FERRY_OIDC_ISSUER is missing: set it, or unset both.` : null;
  }
  if (!origin)
    return "FERRY_URL is missing while FERRY_OIDC_ISSUER is set: the provider has to send people back there.";
  const data = read(env, oidcSchema, names);
  if (typeof data === "string") return data;
  if (data.FERRY_OIDC_ROLES.size === 0 && data.FERRY_OIDC_PEOPLE.size === 0)
    return "FERRY_OIDC_ROLES and FERRY_OIDC_PEOPLE are both empty: nobody could sign in; set one of them.";
  return {
    issuer: data.FERRY_OIDC_ISSUER,
    clientId: data.FERRY_OIDC_CLIENT_ID,
    clientSecret: data.FERRY_OIDC_CLIENT_SECRET,
    name: data.FERRY_OIDC_NAME,
    roleClaim: data.FERRY_OIDC_ROLE_CLAIM,
    roles: data.FERRY_OIDC_ROLES,
    people: new Map([...data.FERRY_OIDC_PEOPLE].map(([email, role]) => [email.toLowerCase(), role])),
  };
}

/** Reads from the environment how people sign in. */
export function readSignIn(env: Env): SignInReading {
  const data = read(env, schema, Object.keys(schema.shape));
  if (typeof data === "string") return { ok: false, sentence: data };
  const oidc = readOidc(env, data.FERRY_URL);
  if (typeof oidc === "string") return { ok: false, sentence: oidc };
  const settings = {
    origin: data.FERRY_URL,
    required: data.FERRY_SIGN_IN,
    secondFactorRequired: data.FERRY_SECOND_FACTOR,
    idleMs: data.FERRY_SESSION_IDLE_MINUTES * 60_000,
    oidc,
  };
  return { ok: true, settings };
}

let settings: SignInSettings | null = null;

/** How people sign in to this server. Parsed once; `npm start` has already refused to start with a malformed one. */
export function signInSettings(): SignInSettings {
  if (settings) return settings;
  const reading = readSignIn(process.env);
  if (!reading.ok) throw new Error(reading.sentence);
  settings = reading.settings;
  return settings;
}
