"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { ConnectionReply, ConnectionShare } from "@/lib/otp/connection-fields";

/** Somebody who may be given a connection. */
export type Sharer = { id: string; name: string; email: string };

type Props = {
  name: string;
  share: ConnectionShare;
  people: readonly Sharer[];
  save: (share: ConnectionShare) => Promise<ConnectionReply>;
  onSaved: () => void;
  onClose: () => void;
};

/** Asks who may use a connection, beside the owners. */
export function ShareDialog({ name, share, people, save, onSaved, onClose }: Props) {
  const t = useTranslations("connection");
  const [everyone, setEveryone] = useState(share.everyone);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(share.people));
  const [failed, setFailed] = useState(false);
  const [saving, startSaving] = useTransition();

  function choose(id: string, may: boolean) {
    const next = new Set(chosen);
    if (may) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  function submit() {
    startSaving(async () => {
      // Whoever is gone since is not carried along.
      const known = people.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
      const reply = await save({ everyone, people: known }).catch(() => null);
      if (reply?.ok) onSaved();
      else startSaving(() => setFailed(true));
    });
  }

  return (
    <Dialog open onClose={onClose} title={t("shareTitle", { name })}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-soft">{t("shareLead")}</p>
        <Checkbox
          label={t("everyone")}
          hint={t("everyoneHint")}
          checked={everyone}
          onChange={(event) => setEveryone(event.target.checked)}
        />
        <fieldset
          disabled={everyone}
          className="flex flex-col gap-2 border-t border-line pt-4 disabled:opacity-60"
        >
          <legend className="sr-only">{t("thesePeople")}</legend>
          {people.length === 0 ? <p className="text-ink-soft">{t("nobodyElse")}</p> : null}
          {people.map(({ id, name: person, email }) => (
            <Checkbox
              key={id}
              label={person}
              hint={email}
              checked={everyone || chosen.has(id)}
              onChange={(event) => choose(id, event.target.checked)}
            />
          ))}
        </fieldset>
        {failed ? <Notice tone="bad" role="alert" title={t("failure.failed")} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" busy={saving} onClick={submit}>
            {t("save")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
