"use client";

import { CircleAlert, Info, type LucideIcon, TriangleAlert, Wand2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ISSUE_CODES, ISSUES, type IssueCode, type IssueLevel } from "@/lib/otp/issue";
import { BEYOND_FIXES } from "@/lib/sheet/fixes/beyond";
import { type FixId, fixesFor } from "@/lib/sheet/fixes/registry";
import type { Query } from "@/lib/sheet/query";
import type { SheetNews } from "@/lib/sheet/state";

const LEVELS: Record<IssueLevel, { icon: LucideIcon; look: string }> = {
  error: { icon: CircleAlert, look: "text-bad" },
  warning: { icon: TriangleAlert, look: "text-warn" },
  info: { icon: Info, look: "text-ink-soft" },
};

type Props = {
  state: SheetNews;
  show: (query: Query) => void;
  /** null while rows are on their way: nothing may be changed. */
  onFix: ((fix: FixId, issue: IssueCode) => void) | null;
};

/** Every problem of the rows in a sentence with its count, the gravest and most frequent first, and what would mend it. */
export function ProblemsPanel({ state: { issues, query }, show, onFix }: Props) {
  const t = useTranslations();
  const groups = Object.keys(LEVELS).flatMap((name) => {
    const level = name as IssueLevel;
    const ofLevel = issues
      .filter(({ code, rows }) => ISSUES[code].level === level && rows > 0)
      .sort((a, b) => b.rows - a.rows || ISSUE_CODES.indexOf(a.code) - ISSUE_CODES.indexOf(b.code));
    return ofLevel.length > 0 ? [{ level, ofLevel }] : [];
  });
  if (groups.length === 0) return <p className="text-ink-soft">{t("workbench.none")}</p>;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-soft">{t("workbench.filterHint")}</p>
      {groups.map(({ level, ofLevel }) => {
        const { icon: Icon, look } = LEVELS[level];
        return (
          <section key={level} aria-labelledby={`problems-${level}`}>
            <h3 id={`problems-${level}`} className={`flex items-center gap-1.5 font-semibold ${look}`}>
              <Icon aria-hidden className="size-4 shrink-0" />
              {t(`workbench.level.${level}`)}
            </h3>
            <ul className="mt-1 flex flex-col">
              {ofLevel.map(({ code, rows }) => (
                <Problem
                  key={code}
                  code={code}
                  rows={rows}
                  pressed={query.issue === code}
                  onPress={() => show({ ...query, issue: query.issue === code ? null : code })}
                  onFix={onFix}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Problem({
  code,
  rows,
  pressed,
  onPress,
  onFix,
}: {
  code: IssueCode;
  rows: number;
  pressed: boolean;
  onPress: () => void;
  onFix: Props["onFix"];
}) {
  const t = useTranslations();
  const fixes = fixesFor(code);
  const hinted = BEYOND_FIXES.find((one) => one === code);
  return (
    <li>
      <button
        type="button"
        aria-pressed={pressed}
        onClick={onPress}
        className="-mx-2 w-[calc(100%+1rem)] rounded-control px-2 py-1.5 text-left hover:bg-sunken aria-pressed:bg-accent-wash aria-pressed:font-medium"
      >
        {t(`issueCount.${code}`, { rows })}
      </button>
      {pressed && hinted ? <p className="mt-1 mb-2 text-ink-soft">{t(`issueHint.${hinted}`)}</p> : null}
      {pressed && onFix && fixes.length > 0 ? (
        <fieldset className="mt-1 mb-3 flex flex-wrap gap-1.5">
          <legend className="sr-only">{t("workbench.fixes")}</legend>
          {fixes.map((id) => (
            <Button key={id} className="whitespace-normal text-left" onClick={() => onFix(id, code)}>
              <Wand2 aria-hidden className="size-3.5 shrink-0" />
              {t(`fix.${id}`)}
            </Button>
          ))}
        </fieldset>
      ) : null}
    </li>
  );
}
