import "server-only";

import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { currentPerson, type Person } from "@/lib/auth/person";
import { currentSession } from "@/lib/auth/session";
import { type Permission, permits } from "@/lib/otp/role";

/** The person for whom a page is drawn. Nobody is sent to sign in and comes back; the wrong role is told so. */
export async function pagePerson(permission: Permission): Promise<Person> {
  const person = await currentPerson();
  if (!person) {
    const session = await currentSession();
    if (session?.owesSecondFactor) redirect("/account");
    const path = (await headers()).get(PATH_HEADER) ?? "/";
    redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (!permits(person.role, permission)) forbidden();
  return person;
}
