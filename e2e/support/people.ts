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

/** People with a part to play each: `const { good, refused } = cast(sandbox, "good", "refused")`. */
export function cast<Name extends string>(
  sandbox: RunningSandbox,
  ...names: readonly Name[]
): Record<Name, Person> {
  const persons = people(sandbox, names.length);
  return Object.fromEntries(names.map((name, at) => [name, persons[at]])) as Record<Name, Person>;
}

function userWho(sandbox: RunningSandbox, is: (user: SandboxUser) => boolean): SandboxUser {
  const user = sandbox.users.find(is);
  if (!user) throw new Error("The sandbox has no such user.");
  return user;
}

/** A user who has an OTP already. */
export function enrolledUser(sandbox: RunningSandbox): SandboxUser {
  return userWho(sandbox, ({ status, otp }) => status === "Activated" && otp !== null);
}

/** A user who is suspended, resigned, … */
export function inactiveUser(sandbox: RunningSandbox): SandboxUser {
  return userWho(sandbox, ({ status }) => status !== "Activated");
}

/** The users that were part of any import-otp call, in order, once for each call. */
export function sentUsers(sandbox: RunningSandbox): string[] {
  return sandbox.requests().imports.flatMap(({ userIds }) => userIds);
}
