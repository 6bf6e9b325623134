import { createHash } from "node:crypto";

const USER_STATUSES = ["Activated", "Suspended", "Resigned", "Archived", "Deactivated"] as const;
type UserStatus = (typeof USER_STATUSES)[number];

export type SandboxUser = {
  /** 24 lower-case hex digits. */
  userId: string;
  email: string;
  /** Without a country code. */
  phone: string;
  username: string;
  externalId: string;
  name: string;
  status: UserStatus;
  /** The tenant whose member the user is, if any. */
  tenantId: string | null;
  isTenantAdmin: boolean;
  /** The secret with which the user starts, unpadded base32, or null. */
  otp: string | null;
};

export type SandboxTenant = { tenantId: string; name: string; code: string };

const SEED = "otp-ferry sandbox 1";
const hash = (text: string) => createHash("sha256").update(`${SEED}\n${text}`).digest();
const hexId = (text: string) => hash(text).toString("hex").slice(0, 24);

/** The pool's own id. */
export const POOL_ID = hexId("pool");

/** The pool's tenants: about 40 % of the users are members of the first, 10 % of the second. */
export const TENANTS: readonly SandboxTenant[] = [
  { tenantId: hexId("tenant 0"), name: "Harbour Logistics", code: "harbour" },
  { tenantId: hexId("tenant 1"), name: "渡轮科技", code: "ferry-tech" },
];

const GIVEN = [
  "Ada",
  "Grace",
  "Alan",
  "Edsger",
  "Barbara",
  "Donald",
  "Radia",
  "Ken",
  "Lin",
  "Wei",
  "Mei",
  "Jun",
];
const FAMILY = [
  "Moss",
  "Berg",
  "Okafor",
  "Silva",
  "Novak",
  "Tanaka",
  "Haddad",
  "Larsen",
  "Chen",
  "Wang",
  "Li",
  "Zhao",
];
const CHINESE = ["陈静", "王伟", "李娜", "赵磊", "刘洋", "周敏", "吴强", "郑洁"];
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// The first users are ordinary ones, so that a short sample of the pool imports without a snag.
const ORDINARY = 20;

const pick = <T>(list: readonly T[], byte: number): T => list[byte % list.length] as T;

function seedUser(index: number): SandboxUser {
  const bytes = hash(`user ${index}`);
  const at = (position: number) => bytes[position] ?? 0;
  const given = pick(GIVEN, at(12));
  const family = pick(FAMILY, at(13));
  const share = at(16) % 100;
  const tenant = share < 40 ? TENANTS[0] : share < 50 ? TENANTS[1] : undefined;
  const inactive = index >= ORDINARY && (at(14) * 256 + at(15)) % 100 < 3;
  const enrolled = index >= ORDINARY && (at(17) * 256 + at(18)) % 100 < 5;
  return {
    userId: bytes.toString("hex", 0, 12),
    email: `${given}.${family}.${index}@example.com`.toLowerCase(),
    phone: `13${String(index).padStart(9, "0")}`,
    username: `${given}${index}`.toLowerCase(),
    externalId: `E${String(index).padStart(6, "0")}`,
    name: at(19) % 4 === 0 ? pick(CHINESE, at(20)) : `${given} ${family}`,
    status: inactive ? pick(USER_STATUSES.slice(1), at(21)) : "Activated",
    tenantId: tenant?.tenantId ?? null,
    isTenantAdmin: tenant !== undefined && at(22) % 50 === 0,
    otp: enrolled
      ? Array.from(hash(`otp ${index}`).subarray(0, 16), (byte) => BASE32[byte & 31]).join("")
      : null,
  };
}

/**
 * The invented users of a pool, the same in every run; a smaller pool is the beginning of a larger one.
 * About 3 % are not Activated and 5 % have an OTP already; the first 20 are Activated and have none.
 * @param count number of users, by default 1,000
 */
export function seedPool(count = 1_000): SandboxUser[] {
  return Array.from({ length: count }, (_, index) => seedUser(index));
}

/** The id of a user as a tenant's member, which is never the user's id. */
export function memberId(userId: string): string {
  return hexId(`member ${userId}`);
}
