import "server-only";

import { headers } from "next/headers";
import { isOwnHost } from "@/lib/env/loopback";
import { signInSettings } from "@/lib/env/sign-in-settings";
import type { Role } from "@/lib/otp/role";
import { currentSession } from "./session";
import { signInNeeded } from "./sign-in-needed";

/** Who asks. `name` is for the eye. */
export type Person = { id: string; name: string; role: Role };

/** Whoever sits at this machine, while the console is a demo. */
export const LOCAL: Person = { id: "local", name: "Local owner", role: "owner" };

/** Whether this request was sent to the console by its own name. */
export async function toOwnHost(): Promise<boolean> {
  return isOwnHost((await headers()).get("host"), signInSettings().origin);
}

/**
 * The person behind this request; null for nobody.
 * @param watching the page asks by itself, nobody has done anything
 */
export async function currentPerson(watching = false): Promise<Person | null> {
  if (!(await toOwnHost())) return null;
  if (!(await signInNeeded())) return LOCAL;
  const session = await currentSession(watching);
  return session && !session.owesSecondFactor ? session.person : null;
}
