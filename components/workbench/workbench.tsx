"use client";

import { Ellipsis, FileDown, KeyRound, ListChecks, Replace, UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { usePageKeys } from "@/components/import/use-page-keys";
import { useCommands } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { MenuButton } from "@/components/ui/menu";
import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import type { CellRange } from "@/lib/sheet/cell-range";
import type { ViewCell } from "@/lib/sheet/faulty-cell";
import type { FixId } from "@/lib/sheet/fixes/registry";
import type { KeepRule } from "@/lib/sheet/keep-one";
import type { Query } from "@/lib/sheet/query";
import type { SheetNews } from "@/lib/sheet/state";
import { AssignDialog } from "./assign-dialog";
import { CodesDialog } from "./codes-dialog";
import { FixDialog } from "./fix-dialog";
import { Glance } from "./glance";
import { KeepDialog } from "./keep-dialog";
import { ProblemSteps } from "./problem-steps";
import { ProblemsDialog } from "./problems-dialog";
import { ProblemsPanel } from "./problems-panel";
import { ReplaceDialog } from "./replace-dialog";
import { StepTold } from "./step-told";
import { UndoButtons } from "./undo-buttons";
import type { Undo } from "./use-undo";

type Props = {
  state: SheetNews;
  /** Rows are on their way. */
  locked: boolean;
  undo: Undo;
  show: (query: Query) => void;
  /** Decisions that hold for all rows; which rows of a user are to stay is shown first. */
  choices: (onKeep: (rule: KeepRule) => void) => ReactNode;
  sourceName: (index: number) => string;
  /** The row under the cursor. */
  activeId: number | null;
  /** The range of the table, if it has more than one row. */
  selected: () => CellRange | null;
  onGoTo: (cell: ViewCell) => void;
  /** The table. */
  children: ReactNode;
};

type ToolId = "replace" | "assign" | "codes" | "problems";

/** The width from which table and problems fit side by side without hiding the outcomes; below it they are a dialog. */
const WIDE = "(min-width: 80rem)";

/** The table with its tools above and its problems beside it. */
export function Workbench({
  state,
  locked,
  undo,
  show,
  choices,
  sourceName,
  activeId,
  selected,
  onGoTo,
  children,
}: Props) {
  const t = useTranslations();
  const [beside, setBeside] = useState(true);
  const [over, setOver] = useState(false);
  const [tool, setTool] = useState<{ id: ToolId; selected: CellRange | null } | null>(null);
  const [fixing, setFixing] = useState<{ fix: FixId; issue: IssueCode } | null>(null);
  const [keeping, setKeeping] = useState<KeepRule | null>(null);
  const blocked = state.counts.blocked;
  const hasIssues = state.issues.some(({ code, rows }) => rows > 0 && ISSUES[code].level !== "info");
  const open = (id: ToolId) => setTool({ id, selected: selected() });
  const close = () => setTool(null);
  const showProblems = () => (window.matchMedia(WIDE).matches ? setBeside(!beside) : setOver(true));
  const panel = (
    <div className="flex flex-col gap-5">
      <ProblemsPanel
        state={state}
        show={show}
        onFix={locked ? null : (fix, issue) => setFixing({ fix, issue })}
      />
      <section aria-labelledby="glance" className="border-t border-line pt-4">
        <h2 id="glance" className="mb-2 font-semibold">
          {t("glance.title")}
        </h2>
        <Glance state={state} />
      </section>
    </div>
  );
  const tools = [
    { id: "replace", label: t("replace.tool"), icon: Replace, off: locked },
    { id: "assign", label: t("assign.tool"), icon: UserPlus, off: locked },
    { id: "problems", label: t("roundTrip.tool"), icon: FileDown, off: false },
    { id: "codes", label: t("proof.tool"), icon: KeyRound, off: false },
  ] as const;
  // The key stays the page’s while it does nothing: the browser would open its own history.
  usePageKeys({ replace: () => (locked ? undefined : open("replace")) });
  useCommands([
    { label: t("workbench.problems"), run: showProblems },
    ...tools
      .filter(({ off }) => !off)
      .map(({ id, label }) => ({
        label,
        run: () => open(id),
        ...(id === "replace" && { key: "replace" as const }),
      })),
    ...(state.history.undo ? [{ label: t("history.undo"), run: undo.undo, key: "undo" as const }] : []),
    ...(state.history.redo ? [{ label: t("history.redo"), run: undo.redo, key: "redo" as const }] : []),
  ]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div
          role="toolbar"
          aria-label={t("workbench.tools")}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:gap-x-1"
        >
          <UndoButtons history={state.history} undo={undo} />
          <Button look="quiet" aria-expanded={beside && hasIssues} onClick={showProblems}>
            <ListChecks aria-hidden className="size-4" />
            {blocked > 0 ? t("workbench.problemsOf", { rows: blocked }) : t("workbench.problems")}
          </Button>
          <ProblemSteps activeId={activeId} onGoTo={onGoTo} />
          {tools.map(({ id, label, icon: Icon, off }) => (
            <Button key={id} look="quiet" disabled={off} onClick={() => open(id)} className="max-sm:hidden">
              <Icon aria-hidden className="size-4" />
              {label}
            </Button>
          ))}
          <span className="sm:hidden">
            <MenuButton
              label={t("workbench.tools")}
              look="plain"
              entries={[
                tools.filter(({ off }) => !off).map(({ id, label }) => ({ label, run: () => open(id) })),
              ]}
            >
              <Ellipsis aria-hidden className="size-4" />
            </MenuButton>
          </span>
        </div>
        <StepTold told={undo.told} />
        {choices(setKeeping)}
      </div>
      <div className="flex min-h-0 grow gap-3">
        <div className="flex min-h-0 min-w-0 grow flex-col gap-3">{children}</div>
        {beside ? (
          <aside
            aria-label={t("workbench.problems")}
            className="hidden w-60 shrink-0 flex-col min-[90rem]:w-72 2xl:w-80 overflow-y-auto rounded-panel border border-line bg-surface px-4 py-3 xl:flex"
          >
            <h2 className="mb-2 font-semibold">{t("workbench.problems")}</h2>
            {panel}
          </aside>
        ) : null}
      </div>
      <Dialog open={over} onClose={() => setOver(false)} title={t("workbench.problems")}>
        {panel}
      </Dialog>
      {tool?.id === "codes" ? <CodesDialog selected={tool.selected} onGoTo={onGoTo} onClose={close} /> : null}
      {tool?.id === "replace" ? (
        <ReplaceDialog
          selected={tool.selected}
          rows={{ all: state.sources.reduce((sum, { rows }) => sum + rows, 0), shown: state.viewLength }}
          onApply={undo.apply}
          onClose={close}
        />
      ) : null}
      {tool?.id === "assign" ? <AssignDialog onApply={undo.apply} onClose={close} /> : null}
      {tool?.id === "problems" ? <ProblemsDialog sourceName={sourceName} onClose={close} /> : null}
      {keeping ? <KeepDialog rule={keeping} onApply={undo.apply} onClose={() => setKeeping(null)} /> : null}
      {fixing ? (
        <FixDialog {...fixing} sources={state.sources} onApply={undo.apply} onClose={() => setFixing(null)} />
      ) : null}
    </>
  );
}
