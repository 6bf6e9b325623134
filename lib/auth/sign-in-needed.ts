import "server-only";

import { getLedger } from "@/lib/db/database";
import { getConnection } from "@/lib/env/connection";
import { isLoopbackHost } from "@/lib/env/loopback";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { isDemo } from "@/lib/env/startup";
import { anybody } from "./people";

/** Once somebody is a person, somebody always is: the last owner cannot be removed. */
let someone = false;

const isElsewhere = (url: string | null | undefined) => url != null && !isLoopbackHost(new URL(url).host);

/** Whether this is more than the demo: a console on this machine with its own sandbox, and nobody made a person yet. */
export async function signInNeeded(): Promise<boolean> {
  if (!isDemo() || someone) return true;
  if (isElsewhere(signInSettings().origin) || isElsewhere(getConnection()?.host)) return true;
  someone = await anybody((await getLedger()).db);
  return someone;
}
