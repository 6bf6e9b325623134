"use client";

import { CircleUser } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { MenuButton } from "@/components/ui/menu";
import { permits, type Role } from "@/lib/otp/role";

/** Who looks at the page. `local`: whoever sits at this machine, without sign-in. */
export type Viewer = { id: string; name: string; role: Role; local: boolean };

/** Who one is, and what belongs to that. */
export function PersonMenu({ viewer, signOut }: { viewer: Viewer; signOut: () => Promise<void> }) {
  const t = useTranslations();
  const router = useRouter();
  const { name, role, local } = viewer;
  const people = { label: t("app.people"), run: () => router.push("/people") };

  async function leave() {
    await signOut();
    // Not by the router: nothing that was drawn for this person may stay.
    window.location.assign("/sign-in");
  }

  return (
    <MenuButton
      label={local ? t("app.localOwner") : t("app.signedInAs", { name, role: t(`role.${role}`) })}
      look="bar"
      entries={
        local
          ? [[people]]
          : [
              [
                { label: t("app.account"), run: () => router.push("/account") },
                ...(permits(role, "people") ? [people] : []),
              ],
              [{ label: t("app.signOut"), run: () => void leave() }],
            ]
      }
    >
      <CircleUser aria-hidden className="size-4.5" />
    </MenuButton>
  );
}
