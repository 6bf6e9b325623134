import "server-only";

import { APIError } from "better-auth/api";
import { headers } from "next/headers";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { ownPath } from "@/lib/otp/sign-in-request";
import { getEngine } from "./engine";
import { keepCookies } from "./keep-cookies";
import { OIDC } from "./oidc";

/**
 * Where to send a browser for a sign-in by the OpenID provider; sets the cookie that binds the answer to this browser. Null
 * when there is no provider, or it does not answer.
 * @param next where to go afterwards
 */
export async function providerLink(next: unknown): Promise<string | null> {
  if (!signInSettings().oidc) return null;
  const { api } = await getEngine();
  const body = {
    provider: OIDC,
    callbackURL: ownPath(next),
    errorCallbackURL: "/sign-in",
    disableRedirect: true,
  };
  try {
    const { url } = await keepCookies(
      api.signInSocial({ body, headers: await headers(), returnHeaders: true }),
    );
    return url ?? null;
  } catch (thrown) {
    if (thrown instanceof APIError) return null;
    throw thrown;
  }
}
