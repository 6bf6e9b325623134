import { proxiesProblem } from "./client-address";
import { consoleOrigin, listenProblem } from "./console-url";
import { ferrySecret, previousSecret } from "./ferry-secret";
import { isLoopbackHost } from "./loopback";
import { isSandbox, readEnv } from "./read-env";
import { readSignIn } from "./sign-in-settings";

type Env = Record<string, string | undefined>;

/** Whether people have to sign in. Without it whoever sits at this machine is the owner, and no key is ever stored. */
export function signInRequired(env: Env = process.env): boolean {
  return env.FERRY_SIGN_IN?.trim() === "required";
}

/** The local demo: nothing but the sandbox on this machine, and nobody signs in. */
export function isDemo(env: Env = process.env): boolean {
  if (signInRequired(env)) return false;
  const origin = consoleOrigin(env);
  if (origin !== null && !isLoopbackHost(new URL(origin).host)) return false;
  const reading = readEnv(env);
  if (!reading.ok) return reading.unset;
  return isSandbox(reading.connection);
}

/** What is wrong with the environment that the console would start in, in one sentence without any value; null: nothing. */
export function startProblem(env: Env = process.env): string | null {
  const reading = readEnv(env);
  if (!reading.ok && !reading.unset) return reading.sentence;
  const signIn = readSignIn(env);
  if (!signIn.ok) return signIn.sentence;
  try {
    previousSecret(env);
    if (ferrySecret(env) === null && !isDemo(env))
      return "FERRY_SECRET is not set, and only the local demo may start without it: set it to at least 32 random characters, for example from `openssl rand -hex 32`, and keep it.";
  } catch (error) {
    return error instanceof Error ? error.message : "FERRY_SECRET cannot be read.";
  }
  return proxiesProblem(env) ?? listenProblem(env, !isDemo(env));
}
