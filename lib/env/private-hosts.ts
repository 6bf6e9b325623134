/**
 * Whether the operator lets connections to this host go to private addresses: FERRY_PRIVATE_HOSTS, names or addresses with
 * or without a port, separated by commas.
 * @param host its origin
 */
export function isPrivateHostAllowed(
  host: string,
  env: Record<string, string | undefined> = process.env,
): boolean {
  const { hostname, host: withPort } = new URL(host);
  const allowed = (env.FERRY_PRIVATE_HOSTS ?? "").split(",").map((entry) => entry.trim().toLowerCase());
  return allowed.includes(hostname) || allowed.includes(withPort);
}
