import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInView } from "@/components/sign-in/sign-in-view";
import { currentPerson } from "@/lib/auth/person";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { ownPath, PROVIDER_REFUSALS } from "@/lib/otp/sign-in-request";
import { enterCode, signIn, toProvider } from "./actions";

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, error } = await searchParams;
  const path = ownPath(next);
  // Not while an action of this very page answers: it goes on by itself.
  if (!(await headers()).has("next-action") && (await currentPerson())) redirect(path);
  const refusal = PROVIDER_REFUSALS.find((known) => known === error) ?? "provider";
  return (
    <SignInView
      next={path}
      provider={signInSettings().oidc?.name ?? null}
      refusal={error === undefined ? null : refusal}
      actions={{ signIn, enterCode, toProvider }}
    />
  );
}
