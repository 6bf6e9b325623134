import "server-only";

import { headers } from "next/headers";
import type { Role } from "@/lib/otp/role";
import { isLoopbackHost } from "./loopback";

/** Who asks. `name` is for the eye: an e-mail address, or `local`. */
export type Person = { id: string; name: string; role: Role };

/** Whoever sits at this machine, while the console has nothing but the sandbox. */
const LOCAL: Person = { id: "local", name: "local", role: "owner" };

/**
 * The person behind this request; null for nobody. The server listens on 127.0.0.1 only; a page on the web that has its own
 * name resolve there (DNS rebinding) still sends that name, and is turned away.
 */
export async function currentPerson(): Promise<Person | null> {
  return isLoopbackHost((await headers()).get("host")) ? LOCAL : null;
}
