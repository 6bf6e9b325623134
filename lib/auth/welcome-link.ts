import "server-only";

import { getLedger } from "@/lib/db/database";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { inviteFirstOwner } from "./invitations";
import { anyOwner } from "./people";
import { signInNeeded } from "./sign-in-needed";

/**
 * While people have to sign in and none of them is an owner, prints the link by which the first owner is made. Its token is behind the #:
 * that part of an address is sent to no server.
 */
export async function offerFirstOwner(): Promise<void> {
  const { db } = await getLedger();
  if (!(await signInNeeded()) || (await anyOwner(db))) return;
  const link = `${signInSettings().origin ?? ""}/welcome#${await inviteFirstOwner(db)}`;
  process.stdout.write(
    `\nThere is no owner yet. Within an hour, and once, this link makes the first owner:\n  ${link}\n\n`,
  );
}
