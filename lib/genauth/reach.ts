import "server-only";
import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP } from "node:net";
import { isLoopbackAddress, isPublicAddress } from "./address";
import type { Connection } from "./connection";

/** The code of the error when a name has no address that may be connected to. Nothing has left this machine then. */
export const FORBIDDEN_ADDRESS = "ERR_FORBIDDEN_ADDRESS";

type Where = Pick<Connection, "host" | "publicOnly">;
type Found = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

function forbidden(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`No address of ${hostname} may be connected to.`), {
    code: FORBIDDEN_ADDRESS,
  });
}

/** Whether this address may be connected to: without TLS only this machine, and with it whatever the connection may reach. */
function mayReach({ host, publicOnly }: Where, address: string): boolean {
  if (publicOnly && !isPublicAddress(address)) return false;
  return host.startsWith("https:") || isLoopbackAddress(address);
}

/**
 * Resolves as Node does, and leaves out what may not be connected to. What it answers is what the socket goes to, so that a
 * name that resolves differently the next time (DNS rebinding) gains nothing.
 */
function lookupFor(connection: Where) {
  const own = new URL(connection.host).hostname;
  return (hostname: string, options: LookupOptions, done: Found): void => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      // Another name is that of the operator's own proxy, which is wherever the operator says; redirects are not followed.
      const addresses =
        hostname === own ? found.filter(({ address }) => mayReach(connection, address)) : found;
      const [first] = addresses;
      if (!first) return done(forbidden(hostname), []);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

const isAddress = (hostname: string) => isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;

/**
 * Whether a host may be connected to, as far as can be told beforehand: at each call it is decided anew. A name that does not
 * resolve here may, for a proxy may know it.
 * @param where a connection, of which no key is needed
 */
export async function mayReachHost(where: Where): Promise<boolean> {
  const { hostname } = new URL(where.host);
  if (isAddress(hostname)) return mayReach(where, hostname);
  const found = await new Promise<LookupAddress[]>((resolve) =>
    lookup(hostname, { all: true }, (error, addresses) => resolve(error ? [] : addresses)),
  );
  return found.length === 0 || found.some(({ address }) => mayReach(where, address));
}

type Agents = { httpAgent: HttpAgent; httpsAgent: HttpsAgent };
const agents = new Map<string, Agents>();

/**
 * Node's agent keeps the options of the call that a socket was opened for as long as the socket, which other calls use again.
 * What axios adds to them for redirects reaches that call's answer, and the secret in it; no redirect is followed here.
 */
function forgetful<Kind extends HttpAgent>(agent: Kind): Kind {
  const connect = agent.createConnection;
  agent.createConnection = (options, created) => {
    Reflect.deleteProperty(options, "beforeRedirects");
    return connect.call(agent, options, created);
  };
  return agent;
}

/**
 * The agents by which alone a connection's host is called; the same ones each time, so that sockets are used again.
 * @throws Error with the code FORBIDDEN_ADDRESS when the host is an address that may not be connected to
 */
export function agentsFor(connection: Where): Agents {
  const { hostname } = new URL(connection.host);
  // Nobody looks up what is an address already.
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0 && !mayReach(connection, hostname))
    throw forbidden(hostname);
  const key = `${connection.host} ${connection.publicOnly === true}`;
  const known = agents.get(key);
  if (known) return known;
  // As Node's own agent is: that one looks up in its own way.
  const options = {
    keepAlive: true,
    scheduling: "lifo",
    timeout: 5_000,
    lookup: lookupFor(connection),
  } as const;
  const made = {
    httpAgent: forgetful(new HttpAgent(options)),
    httpsAgent: forgetful(new HttpsAgent(options)),
  };
  agents.set(key, made);
  return made;
}
