import { confirmOwnSecondFactor, setUpSecondFactor } from "@/app/account/actions";
import { WelcomeView } from "@/components/sign-in/welcome-view";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { join, lookAtInvitation } from "./actions";

export default function WelcomePage() {
  return (
    <WelcomeView
      required={signInSettings().secondFactorRequired}
      actions={{ lookAtInvitation, join, setUp: setUpSecondFactor, confirm: confirmOwnSecondFactor }}
    />
  );
}
