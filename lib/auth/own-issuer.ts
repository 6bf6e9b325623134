import "server-only";

import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { GenericOAuthConfig } from "better-auth/plugins";
import { log } from "@/lib/log/log";

const bare = (issuer: string) => issuer.replace(/\/$/, "");

/**
 * Refuses a provider whose discovery document is of another issuer than the one that was asked (OpenID Connect Discovery 1.0
 * section 4.3), which the library does not look at: ID tokens of whoever that is would be taken, and the client's secret
 * sent there. To stand after the library's own plugin, whose hook has read the document by then.
 * @param config of the library, with which the document is asked for again next time
 */
export function ownIssuer(config: GenericOAuthConfig, issuer: string) {
  return {
    id: "own-issuer",
    hooks: {
      before: [
        {
          matcher: ({ body, params }) => (body?.provider ?? params?.id) === config.providerId,
          handler: createAuthMiddleware(async (ctx) => {
            const { socialProviders } = ctx.context;
            const at = socialProviders.findIndex(({ id }) => id === config.providerId);
            const told = socialProviders[at]?.issuer;
            if (told !== undefined && bare(told) === bare(issuer)) return;
            if (at >= 0) {
              log("error", "oidc_issuer_differs", { configured: issuer, told: told?.slice(0, 200) });
              socialProviders.splice(at, 1);
              pendingOf(ctx.context)?.set(config.providerId, config);
            }
            // Also where none was found: another request may put a wrong one there while this one goes on.
            if (!ctx.path.startsWith("/callback/")) throw new APIError("SERVICE_UNAVAILABLE");
            throw ctx.redirect(`${ctx.context.options.onAPIError?.errorURL}?error=provider`);
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** The providers whose document the library has yet to read, in a field of its context that its types do not tell. */
function pendingOf(context: object): Map<string, GenericOAuthConfig> | undefined {
  return (context as { genericOAuthPendingDiscovery?: Map<string, GenericOAuthConfig> })
    .genericOAuthPendingDiscovery;
}
