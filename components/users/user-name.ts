import type { PoolUserView } from "@/lib/otp/pool-user-view";

/** What to call a user: the most human of their names. */
export function nameOfUser(user: PoolUserView): string {
  return (
    [user.displayName, user.email, user.username, user.phone, user.externalId].find(Boolean) || user.userId
  );
}

/** What an authenticator app calls the user's account: a name by which they sign in. */
export function accountOf(user: PoolUserView): string {
  return [user.email, user.username, user.phone].find((name) => name !== "") ?? nameOfUser(user);
}

/** The address of a user's page. */
export function userHref(userId: string): string {
  return `/users/${encodeURIComponent(userId)}`;
}

/** The user's other names, for the eye to tell two of the same name apart. */
export function otherNames(user: PoolUserView): string[] {
  const name = nameOfUser(user);
  return [user.email, user.phone, user.username, user.externalId].filter(
    (other) => other !== "" && other !== name,
  );
}
