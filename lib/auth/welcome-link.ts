import "server-only";

import { getLedger } from "@/lib/db/database";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { inviteFirstOwner } from "./invitations";
import { anybody } from "./people";
import { signInNeeded } from "./sign-in-needed";

/**
 * While people have to sign in and nobody can, prints the link by which the first owner is made. Its token is behind the #:
 * that part of an address is sent to no server.
 */
export async function offerFirstOwner(): Promise<void> {
  const { db } = await getLedger();
  if (!(await signInNeeded()) || (await anybody(db))) return;
  const link = `${signInSettings().origin ?? ""}/welcome#${await inviteFirstOwner(db)}`;
  process.stdout.write(
    `\nNobody can sign in yet. Within an hour, and once, this link makes the first owner:\n  ${link}\n\n`,
  );
}
