import { z } from "zod";
import { type HostProblem, isLoopbackName, readPoolHost } from "@/lib/otp/pool-host";

const HOST_PROBLEMS: Record<HostProblem, string> = {
  malformed: "is not a host or https URL",
  extras: "must be a host alone, without a path, a query, a user name or a password",
  not_https: "must be https: only a host on this machine (localhost, 127.0.0.1, [::1]) may be http",
};

const host = z.string().transform((text, context) => {
  const reading = readPoolHost(text);
  if ("host" in reading) return reading.host;
  context.addIssue({ code: "custom", message: HOST_PROBLEMS[reading.problem] });
  return z.NEVER;
});

const key = z
  .string()
  .trim()
  .min(1)
  .max(256)
  // These go into an HTTP header (RFC 9110 section 5.5): anything else would break the signature silently.
  .regex(/^[\x21-\x7e]+$/, "has a space or an unprintable character in it");

const connectionSchema = z.object({
  GENAUTH_HOST: host,
  GENAUTH_ACCESS_KEY_ID: key,
  GENAUTH_ACCESS_KEY_SECRET: key,
});

/** Of a pool with tenants the one whose members alone may be sent to; the key stays that of the whole pool. */
const tenantSchema = z
  .string()
  .trim()
  .regex(/^[\w-]{1,64}$/, "is not the id of a tenant");

/** Where rows go: one user pool of one GenAuth host, and the key to it. */
export type Connection = {
  /** Origin, e.g. `https://api.genauth.ai`. */
  host: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** The tenant whose members alone may be sent to; undefined for the whole pool. */
  tenantId?: string | undefined;
};

export type EnvReading =
  | { ok: true; connection: Connection }
  /** None of the variables is set: `npm start` then starts the sandbox. */
  | { ok: false; unset: true }
  /** `sentence` names the variable and never its value. */
  | { ok: false; unset: false; sentence: string };

/**
 * Reads the connection from environment variables, values trimmed (a trailing line break silently breaks every
 * signature). A missing or malformed variable is told in one sentence that names it.
 */
export function readEnv(env: Record<string, string | undefined>): EnvReading {
  const names = Object.keys(connectionSchema.shape) as (keyof typeof connectionSchema.shape)[];
  const given = Object.fromEntries(names.map((name) => [name, env[name]?.trim() ?? ""]));
  const missing = names.filter((name) => given[name] === "");
  if (missing.length === names.length) return { ok: false, unset: true };
  if (missing.length > 0) {
    const set = names.filter((name) => !missing.includes(name));
    const sentence = `${missing.join(" and ")} is missing while ${set.join(" and ")} is set: set all three, or none to use the sandbox.`;
    return { ok: false, unset: false, sentence };
  }
  const parsed = connectionSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const sentence = `${String(issue?.path[0])} ${issue?.message ?? "is malformed"}: correct it and start again.`;
    return { ok: false, unset: false, sentence };
  }
  const tenant = env.GENAUTH_TENANT_ID?.trim() ? tenantSchema.safeParse(env.GENAUTH_TENANT_ID) : undefined;
  if (tenant && !tenant.success)
    return {
      ok: false,
      unset: false,
      sentence: `GENAUTH_TENANT_ID ${tenant.error.issues[0]?.message}: correct it and start again.`,
    };
  return {
    ok: true,
    connection: {
      host: parsed.data.GENAUTH_HOST,
      accessKeyId: parsed.data.GENAUTH_ACCESS_KEY_ID,
      accessKeySecret: parsed.data.GENAUTH_ACCESS_KEY_SECRET,
      ...(tenant && { tenantId: tenant.data }),
    },
  };
}

/** Whether it is our own stand-in: on this machine, with a key id as it, and only it, makes them. */
export function isSandbox({ host, accessKeyId }: Pick<Connection, "host" | "accessKeyId">): boolean {
  return accessKeyId.startsWith("sandbox") && isLoopbackName(new URL(host).hostname);
}
