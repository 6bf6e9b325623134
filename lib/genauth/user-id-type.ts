import type { LookupKind } from "@/lib/otp/user-lookup";

/** What GenAuth calls the ways in which a user may be named (genauth-api.md section 5). */
export const USER_ID_TYPE = {
  userId: "user_id",
  email: "email",
  phone: "phone",
  username: "username",
  externalId: "external_id",
} as const satisfies Record<LookupKind, string>;
