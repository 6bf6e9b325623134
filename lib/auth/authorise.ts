import "server-only";

import { log } from "@/lib/log/log";
import { notePerson } from "@/lib/log/request";
import { notAllowedDigest } from "@/lib/otp/not-allowed";
import { type Permission, permits } from "@/lib/otp/role";
import { currentPerson, type Person, toOwnHost } from "./person";
import { requestHeaders } from "./request-headers";
import { currentSession } from "./session";
import { signInNeeded } from "./sign-in-needed";

/** Nobody is signed in (401), or somebody who may not do this (403). */
export class NotAllowed extends Error {
  readonly status: 401 | 403;
  /** All that reaches the browser of an error that an action throws. */
  readonly digest: string;
  constructor(status: 401 | 403) {
    super(status === 401 ? "Not allowed: nobody is signed in." : "Not allowed: not with this role.");
    this.status = status;
    this.digest = notAllowedDigest(status);
  }
}

/**
 * The person of this request, when they may do `permission`. The first statement of every action and route handler, before
 * anything that was sent is looked at.
 * @param watching the page asks by itself, nobody has done anything: the session's idleness goes on
 * @throws NotAllowed
 */
export async function authorise(permission: Permission, watching = false): Promise<Person> {
  const person = await currentPerson(watching);
  if (!person) throw new NotAllowed(401);
  notePerson(person.id);
  if (!permits(person.role, permission)) {
    log("warn", "not_allowed", { permission, role: person.role });
    throw new NotAllowed(403);
  }
  return person;
}

/**
 * Tells, as often as it is called, whether whoever asks may do `permission` still: for an answer that takes as long as a run.
 * Idleness goes on.
 */
export async function stillAuthorised(permission: Permission): Promise<() => Promise<boolean>> {
  if (!(await signInNeeded())) return async () => true;
  const head = await requestHeaders();
  return async () => {
    const session = await currentSession(true, head);
    return session !== null && !session.owesSecondFactor && permits(session.person.role, permission);
  };
}

/**
 * The first statement of what is open to everybody, since it is how one signs in.
 * @throws NotAllowed when the request was sent to another name than the console's
 */
export async function authoriseAnybody(): Promise<void> {
  if (!(await toOwnHost())) throw new NotAllowed(401);
}
