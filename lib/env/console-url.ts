import { isLoopbackName } from "@/lib/otp/pool-host";

type Env = Record<string, string | undefined>;

/** The origin by which browsers reach the console, FERRY_URL; null when none is given: this machine's own names. */
export function consoleOrigin(env: Env = process.env): string | null {
  const url = env.FERRY_URL?.trim() ?? "";
  return url !== "" && URL.canParse(url) ? new URL(url).origin : null;
}

/** The address that the console listens on: FERRY_LISTEN, or this machine's loopback interface. */
export function listenAddress(env: Env = process.env): string {
  return env.FERRY_LISTEN?.trim() || "127.0.0.1";
}

/** Whether an interface's address is for this machine alone. */
export function isLoopbackListen(address: string): boolean {
  const name = address.replace(/^::ffff:/, "");
  return isLoopbackName(name.includes(":") ? `[${name}]` : name);
}

/** What is wrong with where the console is to listen, in one sentence; null: nothing. */
export function listenProblem(env: Env, signIn: boolean): string | null {
  if (isLoopbackListen(listenAddress(env))) return null;
  if (!signIn)
    return "FERRY_LISTEN opens the console to others, who have to sign in: set FERRY_SIGN_IN=required, or leave it out.";
  if (consoleOrigin(env) !== null) return null;
  return "FERRY_LISTEN opens the console to others: set FERRY_URL to the address by which they reach it.";
}
