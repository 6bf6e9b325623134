"use client";

import { Eye, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { Fragment, type ReactNode, useContext } from "react";
import { useTranslations } from "use-intl";
import { StateBadge } from "@/components/table/state-badge";
import { IconButton } from "@/components/ui/button";
import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import { GENAUTH_PARAMETERS, plainAlgorithm } from "@/lib/otp/parameters";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";
import { CellEditor } from "./cell-editor";
import { RowTools, useGrid } from "./grid-context";
import { nameOf } from "./use-words";

type CellProps = { row: RowView };

export function LineCell({ row }: CellProps) {
  const source = useGrid().sourceName(row.source);
  return (
    <span className="truncate text-ink-soft">
      {row.line}
      {source ? <span title={source}> {source}</span> : null}
    </span>
  );
}

export function UserCell({ row }: CellProps) {
  const t = useTranslations("table");
  const { user } = row;
  const name = user.userId === "" ? nameOf(row) : nameOf({ ...row, user: { ...user, userId: "" } });
  // As GenAuth calls the user, so that a wrong match is seen.
  const called = row.member?.displayName ?? null;
  return (
    <Editable row={row} field="userId" name="user">
      <span className="min-w-0 truncate">
        {user.userId === "" ? null : <span className="font-mono text-[0.8125rem]">{user.userId}</span>}
        {user.userId !== "" && name !== "" ? " " : null}
        {name === "" ? null : <span className={user.userId === "" ? "" : "text-ink-soft"}>{name}</span>}
        {row.device !== "" && row.issues.some(({ code }) => code === "user_duplicate") ? (
          <span className="text-ink-soft"> · {row.device}</span>
        ) : null}
        {called && called !== name ? <span className="text-ink-soft"> · {called}</span> : null}
        {user.userId === "" && name === "" ? <span className="text-ink-soft">{t("none")}</span> : null}
      </span>
    </Editable>
  );
}

export function SecretCell({ row }: CellProps) {
  const t = useTranslations("table");
  const grid = useGrid();
  if (row.lock === "done") {
    return (
      <span className="truncate text-ink-soft" title={t("forgottenHint")}>
        {t("forgotten")}
      </span>
    );
  }
  return (
    <Editable
      row={row}
      field="secret"
      name="secret"
      more={() =>
        row.secret.given ? (
          <IconButton tabIndex={-1} label={t("reveal", { line: row.line })} onClick={() => grid.reveal(row)}>
            <Eye aria-hidden className="size-4" />
          </IconButton>
        ) : null
      }
    >
      {row.secret.given ? (
        <>
          <span aria-hidden className="font-mono tracking-tighter text-ink-soft">
            ••••••
          </span>
          <span className="truncate">
            {row.secret.bits > 0 ? t("bits", { bits: row.secret.bits }) : t("unreadable")}
          </span>
        </>
      ) : (
        <span className="text-ink-soft">{t("none")}</span>
      )}
    </Editable>
  );
}

export function ParametersCell({ row }: CellProps) {
  const t = useTranslations("table");
  return (
    <span className="truncate">
      {(["type", "algorithm", "digits", "period"] as const).map((name, at) => {
        const stated = row.parameters[name];
        const unit = name === "period" ? " s" : "";
        const value = name === "algorithm" ? plainAlgorithm(stated) : stated;
        const shown = `${stated === "" ? GENAUTH_PARAMETERS[name] : value}${unit}`;
        return (
          <Fragment key={name}>
            {at === 0 ? null : " "}
            <span
              className={stated === "" ? "text-ink-soft italic" : ""}
              title={stated === "" ? t("assumedHint") : undefined}
            >
              {name === "type" ? shown.toUpperCase() : shown}
              {stated === "" ? <span className="sr-only"> ({t("assumed")})</span> : null}
            </span>
          </Fragment>
        );
      })}
    </span>
  );
}

export function RecoveryCell({ row }: CellProps) {
  const t = useTranslations("table");
  return (
    <Editable row={row} field="recoveryCode" name="recoveryCode">
      <span className="truncate text-ink-soft">
        {row.recoveryCodes === 0 ? "–" : t("codes", { count: row.recoveryCodes })}
      </span>
    </Editable>
  );
}

const LEVEL_LOOK = {
  error: "text-bad",
  warning: "text-warn",
  info: "text-ink-soft",
} as const;
const LEVELS = ["error", "warning", "info"] as const;

export function bySeverity(codes: readonly IssueCode[]): IssueCode[] {
  return LEVELS.flatMap((level) => codes.filter((code) => ISSUES[code].level === level));
}

export function IssuesCell({ row }: CellProps) {
  const t = useTranslations();
  const codes = bySeverity(row.issues.map(({ code }) => code));
  const [first] = codes;
  if (!first) return <span className="text-ink-soft">–</span>;
  return (
    <span className="flex min-w-0 gap-1.5">
      <span className={`truncate ${LEVEL_LOOK[ISSUES[first].level]}`}>{t(`issueGroup.${first}`)}</span>
      {codes.length > 1 ? (
        <span className="text-ink-soft">{t("table.more", { count: codes.length - 1 })}</span>
      ) : null}
    </span>
  );
}

export function OutcomeCell({ row }: CellProps) {
  return <StateBadge state={row.state} />;
}

export function ActionsCell({ row }: CellProps) {
  const t = useTranslations("table");
  const grid = useGrid();
  if (row.lock) return null;
  return row.state === "removed" ? (
    <IconButton
      tabIndex={-1}
      label={t("restore", { line: row.line })}
      onClick={() => grid.setRemoved(row, false)}
    >
      <RotateCcw aria-hidden className="size-4" />
    </IconButton>
  ) : (
    <IconButton
      tabIndex={-1}
      label={t("remove", { line: row.line })}
      onClick={() => grid.setRemoved(row, true)}
    >
      <Trash2 aria-hidden className="size-4" />
    </IconButton>
  );
}

/** A cell that turns into a field: by its pencil, a double click, Enter or F2. Its buttons lie over its end. */
function Editable({
  row,
  field,
  name,
  more,
  children,
}: {
  row: RowView;
  field: EditableField;
  /** The column, as people know it. */
  name: "user" | "secret" | "recoveryCode";
  more?: () => ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("table");
  const grid = useGrid();
  const tools = useContext(RowTools);
  // Words with a number in them cost more than all else in a cell: while it scrolls, only those that are seen are made.
  const label = () => t("edit", { field: t(name), line: row.line });
  if (grid.editing?.row.id === row.id && grid.editing.field === field) {
    return <CellEditor editing={grid.editing} label={label()} />;
  }
  return (
    <span
      className="group/cell relative flex min-w-0 grow items-center gap-1.5 self-stretch"
      onDoubleClick={() => grid.startEdit(row, field)}
    >
      {children}
      {tools ? (
        <span className="absolute right-0 flex rounded-control bg-raised opacity-0 shadow-raised group-hover/cell:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
          {more?.()}
          {row.lock || row.state === "removed" ? null : (
            <IconButton tabIndex={-1} label={label()} onClick={() => grid.startEdit(row, field)}>
              <Pencil aria-hidden className="size-3.5" />
            </IconButton>
          )}
        </span>
      ) : null}
    </span>
  );
}
