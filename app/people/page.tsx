import { pagePerson } from "@/app/page-door";
import { PeopleView } from "@/components/people/people-view";
import { listInvitations } from "@/lib/auth/invitations";
import { listPeople } from "@/lib/auth/people";
import { signInNeeded } from "@/lib/auth/sign-in-needed";
import { getLedger } from "@/lib/db/database";
import { disable, endSessionsOf, giveRole, invite, remove, resetFactor, withdraw } from "./actions";

export default async function PeoplePage() {
  const { id } = await pagePerson("people");
  const { db } = await getLedger();
  return (
    <PeopleView
      self={id}
      demo={!(await signInNeeded())}
      people={await listPeople(db, new Date())}
      invitations={await listInvitations(db)}
      actions={{ invite, withdraw, giveRole, disable, remove, endSessionsOf, resetFactor }}
    />
  );
}
