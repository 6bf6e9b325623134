import "server-only";

import { cookies, headers } from "next/headers";

/**
 * The headers of this request, with the cookies as an action has left them that it has called: Next keeps these apart, and a
 * page that is drawn anew in the action's answer would look for the session that has just been replaced.
 */
export async function requestHeaders(): Promise<Headers> {
  const head = new Headers(await headers());
  const now = (await cookies()).getAll().filter(({ value }) => value !== "");
  head.set("cookie", now.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; "));
  return head;
}
