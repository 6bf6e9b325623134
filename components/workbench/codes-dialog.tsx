"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { getSession, useSheetNews } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProgressBar } from "@/components/ui/progress-bar";
import { typedCode } from "@/lib/otp/stated-code";
import type { FaultyCell } from "@/lib/sheet/faulty-cell";
import type { CodeMatch, CodeSearch, Compared } from "@/lib/sheet/prover";
import { CodeField } from "./row-check";

type Props = { onGoTo: (cell: FaultyCell) => void; onClose: () => void };

/** Whose code it is, among all rows, and whether a list of codes is right. */
export function CodesDialog({ onGoTo, onClose }: Props) {
  const t = useTranslations("proof");
  return (
    <Dialog open onClose={onClose} title={t("tool")}>
      <div className="flex flex-col gap-6">
        <p className="text-ink-soft">{t("intro")}</p>
        <OneCode
          onGoTo={(index) => {
            onClose();
            onGoTo({ index, field: "secret" });
          }}
        />
        <ManyCodes />
      </div>
    </Dialog>
  );
}

function OneCode({ onGoTo }: { onGoTo: (index: number) => void }) {
  const t = useTranslations("proof");
  const [search, setSearch] = useState<CodeSearch | "searching" | "none_typed" | null>(null);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    if (typedCode(code) === "") return setSearch("none_typed");
    setSearch("searching");
    void getSession()
      .client.sheet.findCode(code)
      .then((found) => found && setSearch(found));
  }

  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("one")}</h3>
      <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-2">
        <CodeField onType={() => setSearch(null)} />
        <Button type="submit">{t("find")}</Button>
      </form>
      {search === "searching" ? <Searching /> : null}
      <div role="status" className="flex flex-col gap-2">
        {search === "searching" ? <p>{t("finding")}</p> : null}
        {search === "none_typed" ? <p>{t("noCode")}</p> : null}
        {search !== null && typeof search !== "string" ? <Found search={search} onGoTo={onGoTo} /> : null}
      </div>
    </section>
  );
}

/** How far it is: half a million codes take their time. */
function Searching() {
  const t = useTranslations("grid");
  const { working } = useSheetNews();
  return working ? (
    <ProgressBar label={t("workDone", working)} value={working.done} max={working.all} />
  ) : null;
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

function ManyCodes() {
  const t = useTranslations("proof");
  const hint = useId();
  const [compared, setCompared] = useState<Compared[] | "comparing" | null>(null);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("codes"));
    setCompared("comparing");
    void getSession()
      .client.sheet.compareCodes(text)
      .then((result) => result && setCompared(result));
  }

  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("list")}</h3>
      <form onSubmit={onSubmit} className="flex flex-col gap-2">
        <p id={hint} className="text-ink-soft">
          {t("listHint")}
        </p>
        <textarea
          name="codes"
          rows={4}
          required
          aria-label={t("list")}
          aria-describedby={hint}
          autoComplete="off"
          spellCheck={false}
          className="w-full resize-y rounded-control border border-line-strong bg-surface px-3 py-2 font-mono text-[0.8125rem]"
        />
        <Button type="submit" className="self-start">
          {t("compare")}
        </Button>
      </form>
      <div role="status">{compared === "comparing" ? t("finding") : null}</div>
      {Array.isArray(compared) && compared.length > 0 ? <Results compared={compared} /> : null}
    </section>
  );
}

const LOOKS: Record<Compared["verdict"]["state"], string> = {
  right: "text-good",
  off: "text-warn",
  wrong: "text-bad",
  no_row: "text-ink-soft",
  several_rows: "text-ink-soft",
  no_code: "text-ink-soft",
};

function Results({ compared }: { compared: Compared[] }) {
  const t = useTranslations();
  const count = (state: Compared["verdict"]["state"]) =>
    compared.filter(({ verdict }) => verdict.state === state).length;
  const [right, off, wrong] = [count("right"), count("off"), count("wrong")];
  return (
    <>
      <p role="status" className="font-medium">
        {t("proof.summary", { right, off, wrong, rest: compared.length - right - off - wrong })}
      </p>
      <div className="max-h-64 overflow-auto rounded-control border border-line">
        <table className="w-full">
          <thead className="bg-sunken text-left text-ink-soft">
            <tr>
              <th scope="col" className="px-3 py-1">
                {t("proof.given")}
              </th>
              <th scope="col" className="px-3 py-1">
                {t("proof.row")}
              </th>
              <th scope="col" className="px-3 py-1">
                {t("proof.verdict")}
              </th>
            </tr>
          </thead>
          <tbody>
            {compared.map(({ given, row, verdict }, at) => (
              <tr key={at} className="border-t border-line">
                <td className="max-w-40 truncate px-3 py-1">{given || "–"}</td>
                <td className="max-w-48 truncate px-3 py-1">
                  {row ? `${t("preview.line", { line: row.line })} ${row.name}` : "–"}
                </td>
                <td className={`px-3 py-1 font-medium ${LOOKS[verdict.state]}`}>
                  {verdict.state === "off"
                    ? t(verdict.by < 0 ? "proof.behind" : "proof.ahead", { steps: Math.abs(verdict.by) })
                    : t(`proof.state.${verdict.state}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
