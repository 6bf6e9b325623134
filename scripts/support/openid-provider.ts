import { createServer } from "node:http";
import { Provider } from "oidc-provider";

/** For tests only: a real OpenID provider on this machine. */

export type Claims = { email: string; email_verified: boolean; name: string; roles: string[] };

export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who sits at the browser: signs in without being asked. */
  who: string;
  /** Everybody whom the provider knows, by their subject. */
  people: Record<string, Claims>;
  stop(): Promise<void>;
};

const CLIENT = { clientId: "otp-ferry", clientSecret: "a secret between the two of them" };

/**
 * Starts it.
 * @param origin of the console, to which it sends people back
 */
export async function startProvider(origin: () => string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const test: TestProvider = {
    issuer,
    ...CLIENT,
    who: "",
    people: {},
    stop: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
  let handle: ((request: unknown, response: unknown) => void) | null = null;
  let provider: Provider | null = null;
  server.on("request", async (request, response) => {
    provider ??= new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [`${origin()}/api/auth/callback/oidc`],
          grant_types: ["authorization_code"],
          response_types: ["code"],
        },
      ],
      pkce: { required: () => true },
      cookies: { keys: ["a key of this test"] },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "roles"] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => "/enter" },
      findAccount: (_context: unknown, sub: string) => ({
        accountId: sub,
        claims: async () => ({ sub, ...test.people[sub] }),
      }),
      async loadExistingGrant({ oidc }: { oidc: { session: { accountId: string }; provider: Provider } }) {
        const grant = new oidc.provider.Grant({
          clientId: CLIENT.clientId,
          accountId: oidc.session.accountId,
        });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
      },
    });
    handle ??= provider.callback();
    // Each sign-in is of whoever sits there then: no session of the provider is in the way.
    if (request.url?.startsWith("/enter"))
      await provider.interactionFinished(request, response, {
        login: { accountId: test.who, remember: false },
      });
    else handle(request, response);
  });
  return test;
}
