import "server-only";

import { APIError } from "better-auth/api";
import { headers } from "next/headers";
import { getLedger } from "@/lib/db/database";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { ownPath, type ProviderReply } from "@/lib/otp/sign-in-request";
import { getEngine } from "./engine";
import { keepCookies } from "./keep-cookies";
import { addressOf, byAsking, held } from "./limits";
import { OIDC } from "./oidc";

/**
 * Where to send a browser for a sign-in by the OpenID provider; sets the cookie that binds the answer to this browser.
 * @param next where to go afterwards
 */
export async function providerLink(next: unknown): Promise<ProviderReply> {
  if (!signInSettings().oidc) return { state: "silent" };
  // Each is noted in the database, and asks the provider.
  const later = await held((await getLedger()).db, [byAsking(await addressOf())]);
  if (later) return later;
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
    return url ? { state: "to", url } : { state: "silent" };
  } catch (thrown) {
    if (thrown instanceof APIError) return { state: "silent" };
    throw thrown;
  }
}
