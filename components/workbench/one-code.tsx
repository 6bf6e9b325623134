"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { typedCode } from "@/lib/otp/stated-code";
import type { CodeMatch, CodeSearch } from "@/lib/sheet/prover";
import { CodeField } from "./row-check";
import { useLatest } from "./use-latest";
import { WorkDone } from "./work-done";

/** Whose code it is that a user reads out. */
export function OneCode({ onGoTo }: { onGoTo: (index: number) => void }) {
  const t = useTranslations("proof");
  const [search, setSearch] = useLatest<CodeSearch | "searching" | "none_typed">();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    if (typedCode(code) === "") return setSearch("none_typed");
    setSearch("searching", getSession().client.sheet.findCode(code));
  }

  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("one")}</h3>
      <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-2">
        <CodeField onType={() => setSearch(null)} />
        <Button type="submit">{t("find")}</Button>
      </form>
      {search === "searching" ? <WorkDone /> : null}
      <div role="status" className="flex flex-col gap-2">
        {search === "searching" ? <p>{t("finding")}</p> : null}
        {search === "none_typed" ? <p>{t("noCode")}</p> : null}
        {search !== null && typeof search !== "string" ? <Found search={search} onGoTo={onGoTo} /> : null}
      </div>
    </section>
  );
}

/** From this many rows that fit by chance on, that has to be said. */
const WORTH_SAYING = 0.05;

function Found({ search, onGoTo }: { search: CodeSearch; onGoTo: (index: number) => void }) {
  const t = useTranslations("proof");
  const { matches, found, compared, without, byChance } = search;
  return (
    <>
      <p className="font-medium">
        {found === 0 ? t("noMatch", { compared }) : t("matches", { found, compared })}
      </p>
      {byChance >= WORTH_SAYING && found > 0 ? (
        <p className="text-warn">{t("chance", { rows: Math.max(0.1, Math.round(byChance * 10) / 10) })}</p>
      ) : null}
      {found > matches.length ? (
        <p className="text-ink-soft">{t("first", { rows: matches.length })}</p>
      ) : null}
      {without > 0 ? <p className="text-ink-soft">{t("without", { rows: without })}</p> : null}
      {matches.length > 0 ? (
        <ul className="max-h-48 divide-y divide-line overflow-y-auto rounded-control border border-line">
          {matches.map((match) => (
            <Match key={match.id} match={match} onGoTo={onGoTo} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Match({
  match: { line, name, index, off },
  onGoTo,
}: {
  match: CodeMatch;
  onGoTo: (index: number) => void;
}) {
  const t = useTranslations();
  return (
    <li className="flex flex-wrap items-center gap-x-3 px-3 py-1.5">
      <span>{t("preview.line", { line })}</span>
      <span className="min-w-0 grow truncate text-ink-soft">{name}</span>
      <span className={off === 0 ? "text-good" : "text-warn"}>
        {off === 0 ? t("proof.now") : t(off < 0 ? "proof.behind" : "proof.ahead", { steps: Math.abs(off) })}
      </span>
      {index >= 0 ? (
        <Button look="quiet" onClick={() => onGoTo(index)}>
          {t("proof.goTo", { line })}
        </Button>
      ) : null}
    </li>
  );
}
