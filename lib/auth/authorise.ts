import "server-only";

import { type Permission, permits } from "@/lib/otp/role";
import { currentPerson, type Person } from "./person";

/** Nobody is signed in (401), or somebody who may not do this (403). */
export class NotAllowed extends Error {
  readonly status: 401 | 403;
  constructor(status: 401 | 403) {
    super(status === 401 ? "Not allowed: nobody is signed in." : "Not allowed: not with this role.");
    this.status = status;
  }
}

/**
 * The person of this request, when they may do `permission`. The first statement of every action and route handler, before
 * anything that was sent is looked at.
 * @throws NotAllowed
 */
export async function authorise(permission: Permission): Promise<Person> {
  const person = await currentPerson();
  if (!person) throw new NotAllowed(401);
  if (!permits(person.role, permission)) throw new NotAllowed(403);
  return person;
}
