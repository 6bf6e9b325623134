import { z } from "zod";
import { USER_ID } from "@/lib/otp/user-id";

const MAX_DISPLAY_NAME = 128;
const UNSHOWN = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;

// What decides who a user is must have its type, or nobody is taken from the answer; what is only shown may be missing.
const identifier = z
  .union([z.string(), z.int().transform(String)])
  .nullish()
  .transform((value) => value ?? "");
const shown = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? "");

const userSchema = z.object({
  userId: z.string().regex(USER_ID),
  email: identifier,
  phone: identifier,
  phoneCountryCode: identifier,
  username: identifier,
  externalId: identifier,
  status: shown,
  name: shown,
  nickname: shown,
});
const listSchema = z.array(userSchema.nullable());

/** One user of getUserBatch's answer. An identifier that the user does not have is `""`. */
export type PoolUser = Pick<
  z.infer<typeof userSchema>,
  "userId" | "email" | "phone" | "phoneCountryCode" | "username" | "externalId"
> & { status: string | null; displayName: string | null };

function displayName(texts: readonly string[]): string | null {
  for (const text of texts) {
    const clean = text.replace(UNSHOWN, "").trim();
    if (clean !== "") return Array.from(clean).slice(0, MAX_DISPLAY_NAME).join("");
  }
  return null;
}

/**
 * The users in the data of getUserBatch.
 * @returns null when the data have another shape: then nothing is known, of none of the names
 */
export function readPoolUsers(data: unknown): PoolUser[] | null {
  const parsed = listSchema.safeParse(data);
  if (!parsed.success) return null;
  return parsed.data
    .filter((user) => user !== null)
    .map(({ name, nickname, status, ...user }) => ({
      ...user,
      status: /^\w{1,32}$/.test(status) ? status : null,
      displayName: displayName([name, nickname, user.username, user.email]),
    }));
}
