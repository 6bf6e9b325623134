import type { PasswordProblem } from "@/lib/otp/password";

/** Why something about one's own account was not done; `failed`: the server has not answered as it should. */
export type Refusal = "wrong" | "later" | "code" | "over" | "failed" | PasswordProblem;
export type Reply<T = undefined> = { ok: true; data: T } | { ok: false; code: Refusal };

/** What an authenticator app is set up with. */
export type NewFactor = { uri: string; backupCodes: string[] };

/** What is asked for again before the second factor changes; `code` is "" where there is none yet. */
export type Proof = { password: string; code: string };
