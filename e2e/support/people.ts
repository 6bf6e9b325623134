import { createHash } from "node:crypto";
import { base32nopad } from "@scure/base";
import type { SandboxUser } from "@/lib/sandbox/pool";
import type { RunningSandbox } from "@/lib/sandbox/server";

/** A user of the sandbox with an OTP to import. */
export type Person = SandboxUser & { secret: string; recoveryCode: string };

const digest = (text: string) => createHash("sha256").update(text).digest();

/** A secret of `bytes` bytes in canonical base32, the same for the same text in every run. */
export function secretOf(text: string, bytes = 20): string {
  return base32nopad.encode(digest(`secret ${text}`).subarray(0, bytes));
}

/** A recovery code in GenAuth's shape. */
export function recoveryCodeOf(text: string): string {
  return digest(`recovery ${text}`)
    .toString("hex", 0, 12)
    .replace(/.{4}(?=.)/g, "$&-");
}

/** The first `count` users of the pool that can be imported without a snag, each with an OTP of their own. */
export function people(sandbox: RunningSandbox, count: number): Person[] {
  const ordinary = sandbox.users.filter(({ status, otp }) => status === "Activated" && otp === null);
  if (ordinary.length < count) throw new Error(`The sandbox has ${ordinary.length} ordinary users only.`);
  return ordinary.slice(0, count).map((user) => ({
    ...user,
    secret: secretOf(user.userId),
    recoveryCode: recoveryCodeOf(user.userId),
  }));
}

/** One person, where the test needs no more. */
export function person(sandbox: RunningSandbox, index = 0): Person {
  const found = people(sandbox, index + 1)[index];
  if (!found) throw new Error("The pool is empty.");
  return found;
}

/** The users that were part of any import-otp call, in order, once for each call. */
export function sentUsers(sandbox: RunningSandbox): string[] {
  return sandbox.requests().imports.flatMap(({ userIds }) => userIds);
}
