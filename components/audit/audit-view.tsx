"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/history/ask";
import { dayStart } from "@/components/history/day-start";
import { Button, buttonClass } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { NoMatch } from "@/components/ui/no-match";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { AUDIT_ACTIONS } from "@/lib/otp/audit-action";
import {
  ALL_ENTRIES,
  type AuditList,
  type AuditQuery,
  auditListSchema,
  ENTRIES_AT_ONCE,
} from "@/lib/otp/audit-list";
import { useAuditCheck } from "./audit-check";
import { AuditTable } from "./audit-table";

/** What is typed is asked for when typing has stopped for so long. */
const SETTLE_MS = 250;

function given(query: AuditQuery, more: Record<string, string> = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== null && value !== "");
  return new URLSearchParams([
    ...set.map(([name, value]) => [name, String(value)]),
    ...Object.entries(more),
  ]).toString();
}

/** Who did what, the latest first. */
export function AuditView() {
  const t = useTranslations();
  const [who, setWho] = useState<string | null>(null);
  const [action, setAction] = useState<AuditQuery["action"]>(null);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [search, setSearch] = useState("");
  const [list, setList] = useState<AuditList | null>(null);
  const [failed, setFailed] = useState(false);
  const { button, notice } = useAuditCheck();

  const showAll = () => {
    setWho(null);
    setAction(null);
    setFrom("");
    setTo("");
    setSearch("");
  };
  const query: AuditQuery = {
    ...ALL_ENTRIES,
    who,
    action,
    from: dayStart(from),
    to: dayStart(to, 1),
    search,
  };
  const path = `/api/audit?${given(query)}`;
  useEffect(() => {
    let left = false;
    const timer = setTimeout(async () => {
      const found = await ask(path, auditListSchema);
      if (left) return;
      setFailed(found === null);
      if (found) setList(found);
    }, SETTLE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [path]);

  const more = async () => {
    const before = list?.entries.at(-1)?.id ?? null;
    const found = await ask(`/api/audit?${given({ ...query, before })}`, auditListSchema);
    if (found) setList((now) => ({ ...found, entries: [...(now?.entries ?? []), ...found.entries] }));
  };
  const entries = list?.entries ?? [];
  const filtered = [who, action].some((value) => value !== null) || [from, to, search].some(Boolean);
  return (
    <PageFrame
      title={t("audit.title")}
      lead={t("audit.lead")}
      actions={
        <>
          {button}
          {(["csv", "json"] as const).map((format) => (
            <a
              key={format}
              className={buttonClass("plain")}
              href={`/api/audit/export?${given(query, { format })}`}
              download
            >
              {t("audit.export", { kind: format.toUpperCase() })}
            </a>
          ))}
        </>
      }
    >
      {notice}
      <form
        aria-label={t("audit.filters")}
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => event.preventDefault()}
      >
        <SelectField
          label={t("audit.actionLabel")}
          value={action ?? ""}
          onChange={(event) => setAction(AUDIT_ACTIONS.find((name) => name === event.target.value) ?? null)}
        >
          <option value="">{t("audit.all")}</option>
          {AUDIT_ACTIONS.map((name) => (
            <option key={name} value={name}>
              {t(`audit.action.${name}`)}
            </option>
          ))}
        </SelectField>
        {list && list.people.length > 1 ? (
          <SelectField
            label={t("audit.who")}
            value={who ?? ""}
            onChange={(event) => setWho(event.target.value || null)}
          >
            <option value="">{t("audit.all")}</option>
            {list.people.map((person) => (
              <option key={person.who} value={person.who}>
                {person.name}
              </option>
            ))}
          </SelectField>
        ) : null}
        <TextField
          label={t("audit.from")}
          type="date"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label={t("audit.to")}
          type="date"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <TextField
          label={t("audit.search")}
          type="search"
          className="min-w-40 grow"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </form>
      {failed ? (
        <Notice tone="bad" role="alert" title={t("audit.failed")} />
      ) : list && entries.length === 0 && filtered ? (
        <NoMatch all={t("audit.showAll")} onAll={showAll}>
          {t("audit.noMatch")}
        </NoMatch>
      ) : list && entries.length === 0 ? (
        <p className="py-8 text-center text-ink-soft">{t("audit.none")}</p>
      ) : null}
      {entries.length > 0 ? <AuditTable entries={entries} /> : null}
      {entries.length > 0 && entries.length % ENTRIES_AT_ONCE === 0 ? (
        <Button className="self-center" onClick={() => void more()}>
          {t("audit.more")}
        </Button>
      ) : null}
    </PageFrame>
  );
}
