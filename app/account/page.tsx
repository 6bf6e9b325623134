import { redirect } from "next/navigation";
import { AccountView } from "@/components/account/account-view";
import { hasPassword, ownSessions } from "@/lib/auth/account";
import { currentPerson } from "@/lib/auth/person";
import { currentSession } from "@/lib/auth/session";
import { signInSettings } from "@/lib/env/sign-in-settings";
import {
  changeOwnPassword,
  confirmOwnSecondFactor,
  endSessionOfMine,
  newBackupCodes,
  setUpSecondFactor,
  turnOffSecondFactor,
} from "./actions";

export default async function AccountPage() {
  const session = await currentSession();
  // Without sign-in there is no account.
  if (!session) redirect((await currentPerson()) ? "/" : "/sign-in?next=/account");
  const { person, email, secondFactor, owesSecondFactor } = session;
  return (
    <AccountView
      account={{
        name: person.name,
        email,
        role: person.role,
        secondFactor: (await hasPassword(session)) ? secondFactor : null,
        owes: owesSecondFactor,
        required: signInSettings().secondFactorRequired,
      }}
      sessions={await ownSessions(session)}
      actions={{
        changePassword: changeOwnPassword,
        setUp: setUpSecondFactor,
        confirm: confirmOwnSecondFactor,
        turnOff: turnOffSecondFactor,
        newCodes: newBackupCodes,
        endSession: endSessionOfMine,
      }}
    />
  );
}
