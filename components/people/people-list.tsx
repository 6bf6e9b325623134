"use client";

import { Ellipsis, ShieldCheck, ShieldOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DataTable } from "@/components/ui/data-table";
import { MenuButton } from "@/components/ui/menu";
import { Select } from "@/components/ui/select";
import type { PersonView } from "@/lib/otp/person-view";
import { ROLES, type Role } from "@/lib/otp/role";
import type { PeopleActions, PeopleReply } from "./people-view";

type Asked =
  | { what: "disable" | "remove" | "reset"; person: PersonView }
  | { what: "role"; person: PersonView; role: Role };

/** Everybody who may sign in. */
export function PeopleList({
  self,
  people,
  actions,
  change,
}: {
  self: string;
  people: readonly PersonView[];
  actions: PeopleActions;
  change: (asked: Promise<PeopleReply>) => Promise<void>;
}) {
  const t = useTranslations();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);

  async function confirm(confirmed: Asked) {
    const { what, person } = confirmed;
    const { id } = person;
    setBusy(true);
    if (what === "role") await change(actions.giveRole({ id, role: confirmed.role }));
    else if (what === "disable") await change(actions.disable({ id, disabled: true }));
    else if (what === "remove") await change(actions.remove({ id }));
    else await change(actions.resetFactor({ id }));
    setBusy(false);
    setAsked(null);
  }

  const menuOf = (person: PersonView) => {
    const { id, disabled, secondFactor, sessions } = person;
    const ask = (what: Exclude<Asked["what"], "role">) => () => setAsked({ what, person });
    return [
      [
        ...(sessions > 0
          ? [{ label: t("people.end"), run: () => void change(actions.endSessionsOf({ id })) }]
          : []),
        ...(secondFactor ? [{ label: t("people.reset"), run: ask("reset") }] : []),
        disabled
          ? {
              label: t("people.enable"),
              run: () => void change(actions.disable({ id, disabled: false })),
            }
          : { label: t("people.disable"), run: ask("disable") },
      ],
      [{ label: t("people.remove"), run: ask("remove") }],
    ];
  };

  return (
    <>
      <DataTable
        caption={t("people.title")}
        rows={people}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("account.name"),
            heads: true,
            cell: ({ id, name, email }) => (
              <>
                <span className="font-medium">
                  {name}
                  {id === self ? (
                    <span className="font-normal text-ink-soft"> {t("people.self")}</span>
                  ) : null}
                </span>
                <span className="block text-sm break-all text-ink-soft">{email}</span>
              </>
            ),
          },
          {
            key: "role",
            header: t("account.role"),
            cell: (person) => (
              // On a closed list each arrow key is a change: it only asks.
              <Select
                aria-label={t("people.roleOf", { name: person.name })}
                value={person.role}
                onChange={({ target }) => setAsked({ what: "role", person, role: target.value as Role })}
              >
                {ROLES.map((known) => (
                  <option key={known} value={known}>
                    {t(`role.${known}`)}
                  </option>
                ))}
              </Select>
            ),
          },
          {
            key: "factor",
            header: t("account.factor"),
            cell: ({ secondFactor }) => (
              <Badge tone={secondFactor ? "good" : "plain"} icon={secondFactor ? ShieldCheck : ShieldOff}>
                {t(secondFactor ? "account.factorOn" : "account.factorOff")}
              </Badge>
            ),
          },
          {
            key: "state",
            header: t("people.state"),
            cell: ({ disabled, sessions }) =>
              disabled ? t("people.disabled") : t("people.sessions", { sessions }),
          },
          {
            key: "more",
            header: <span className="sr-only">{t("people.more")}</span>,
            look: "pl-0 text-right cards:absolute cards:top-1 cards:right-2",
            cell: (person) => (
              <MenuButton
                label={t("people.moreOf", { name: person.name })}
                look="plain"
                entries={menuOf(person)}
              >
                <Ellipsis aria-hidden className="size-4" />
              </MenuButton>
            ),
          },
        ]}
      />
      {asked ? (
        <ConfirmDialog
          open
          title={
            asked.what === "role"
              ? t("people.ask.role.title", { name: asked.person.name, role: t(`role.${asked.role}`) })
              : t(`people.ask.${asked.what}.title`, { name: asked.person.name })
          }
          confirm={t(`people.${asked.what}`)}
          busy={busy}
          onConfirm={() => void confirm(asked)}
          onClose={() => setAsked(null)}
        >
          {asked.what === "role" ? (
            <>
              <p>
                {t("people.ask.role.text", {
                  from: t(`role.${asked.person.role}`),
                  role: t(`role.${asked.role}`),
                  may: t(`roleText.${asked.role}`),
                })}
              </p>
              {asked.person.id === self ? <p className="mt-2">{t("people.ask.role.self")}</p> : null}
            </>
          ) : (
            t(`people.ask.${asked.what}.text`)
          )}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
