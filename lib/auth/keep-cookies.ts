import "server-only";

import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { cookies } from "next/headers";

/** Hands the cookies that the library sets on to the browser. Only in an action: a page cannot set any. */
export async function keepCookies<T>(answered: Promise<{ headers: Headers; response: T }>): Promise<T> {
  const { headers, response } = await answered;
  const jar = await cookies();
  for (const line of headers.getSetCookie())
    for (const [name, attributes] of parseSetCookieHeader(line)) {
      const given = Object.entries(toCookieOptions(attributes)).filter(([, value]) => value !== undefined);
      jar.set(name, attributes.value, Object.fromEntries(given));
    }
  return response;
}
