"use client";

import { useTranslations } from "use-intl";
import { StateChip } from "@/components/table/state-chip";
import { useSettled } from "@/components/table/use-settled";
import { Chip } from "@/components/ui/chip";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { ISSUE_CODES, type IssueCode } from "@/lib/otp/issue";
import type { Query } from "@/lib/sheet/query";
import { ROW_STATES } from "@/lib/sheet/row";
import type { SheetNews } from "@/lib/sheet/state";

/** While rows pour in, or a search is being typed, only what comes of it is worth being read out. */
const SAID_AFTER_MS = 1_000;

/** Filters with counts: by what became of the rows, by issue, by name. */
export function FilterBar({ state, show }: { state: SheetNews; show: (query: Query) => void }) {
  const t = useTranslations();
  const { query, counts } = state;
  const all = ROW_STATES.reduce((sum, name) => sum + counts[name], 0);
  const states = ROW_STATES.filter((name) => counts[name] > 0 || query.state === name);
  const rowsOf = new Map(state.issues.map(({ code, rows }) => [code, rows]));
  const issues = ISSUE_CODES.filter((code) => (rowsOf.get(code) ?? 0) > 0 || query.issue === code);
  const shown = t("filter.shown", { shown: state.viewLength, all });
  const said = useSettled(shown, SAID_AFTER_MS);
  return (
    <search aria-label={t("filter.label")} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t("filter.states")}</legend>
        <Chip pressed={query.state === null} onPress={() => show({ ...query, state: null })} count={all}>
          {t("filter.all")}
        </Chip>
        {states.map((name) => (
          <StateChip
            key={name}
            name={name}
            count={counts[name]}
            pressed={query.state === name}
            onPress={() => show({ ...query, state: query.state === name ? null : name })}
          />
        ))}
      </fieldset>
      <Select
        aria-label={t("filter.issue")}
        value={query.issue ?? ""}
        onChange={(event) => show({ ...query, issue: (event.target.value || null) as IssueCode | null })}
        disabled={issues.length === 0}
        className="max-w-72"
      >
        <option value="">{t("filter.anyIssue")}</option>
        {issues.map((code) => (
          <option key={code} value={code}>
            {t("filter.issueOption", { sentence: t(`issueGroup.${code}`), rows: rowsOf.get(code) ?? 0 })}
          </option>
        ))}
      </Select>
      <SearchField
        label={t("filter.search")}
        value={query.search}
        onChange={(search) => show({ ...query, search })}
      />
      <p aria-hidden className="text-ink-soft">
        {shown}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </search>
  );
}
