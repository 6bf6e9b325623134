import type { TablePlan } from "@/lib/formats/format";
import type { Problem } from "@/lib/formats/problem";
import { type CheckChoices, DEFAULT_CHOICES } from "@/lib/otp/check";
import type { ImportRow } from "@/lib/otp/import-request";
import type { HaltCode, Outcome, RangeOutcome } from "@/lib/otp/outcome";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import type { RunSource } from "@/lib/otp/run-view";
import { readSecret } from "@/lib/otp/secret";
import type { Enrolment, FoundUser, LookupKind } from "@/lib/otp/user-lookup";
import type { OwnerListView } from "./assign/owner-list";
import { CellDesk } from "./cell-desk";
import type { CellRange, CellsChanged, RowSpan, RowsRemoved } from "./cell-range";
import type { CellWords } from "./cell-text";
import { type EditableField, edited } from "./edit";
import { type FaultyCell, nextFaulty } from "./faulty-cell";
import { History, type Played } from "./history";
import { deviceNames } from "./keep-one";
import type { Preview } from "./preview";
import { ProblemDesk, type ProblemRow } from "./problem-file";
import {
  type CodeSearch,
  type CodesCompared,
  type CodeVerdict,
  type CurrentCode,
  type NoCode,
  Prover,
} from "./prover";
import { EVERYTHING, type Query } from "./query";
import { lockOf } from "./row";
import { type RowView, viewRow } from "./row-view";
import { Rows } from "./rows";
import { RunDesk, type RunScope } from "./run-desk";
import { setAside, type Wanted } from "./set-aside";
import { Sources } from "./sources";
import type { SheetState } from "./state";
import { type Looked, Teller } from "./teller";
import { type SearchScope, UserSearch } from "./user-search";
import { type Applied, type ChangeRequest, Workbench } from "./workbench";

/** More names than anybody reads in a list of suggestions. */
const MOST_NAMES = 100;

/** The longest name of a file that a run remembers. */
const MOST_NAME = 256;
const LOST: Outcome = { state: "unknown", code: "reset" };
const INTERRUPTED: Outcome = { state: "unknown", code: "interrupted" };

/** What the admin asked to see of one row. It is shown, and kept nowhere. */
export type Revealed = {
  /** As the source wrote it. */
  secretText: string;
  /** Canonical base32; "" if it cannot be read. */
  secret: string;
  recoveryCode: string;
};

/** What was saved for a row on the page of its user; `secret` canonical. */
export type SavedByHand = Pick<ImportRow, "userId" | "secret" | "recoveryCode">;

const GENAUTH_WORDS = {
  type: GENAUTH_PARAMETERS.type,
  algorithm: GENAUTH_PARAMETERS.algorithm,
  digits: String(GENAUTH_PARAMETERS.digits),
  period: String(GENAUTH_PARAMETERS.period),
};

/** The engine behind the table. It lives in a worker; the page talks to it through SheetClient. */
export class Sheet {
  readonly #rows = new Rows();
  readonly #history = new History(this.#rows);
  readonly #teller = new Teller(
    this.#rows,
    () => this.#sources.reading,
    (looked) => this.#state(looked),
  );
  readonly #sources = new Sources(
    this.#rows,
    (atOnce) => (atOnce ? this.#teller.renew() : this.#teller.changed()),
    () => this.#history.prune(),
  );
  readonly #problems = new ProblemDesk(this.#rows);
  readonly #prover = new Prover(this.#rows);
  readonly #workbench = new Workbench(this.#rows, this.#history, () => this.#teller.shown);
  readonly #desk = new RunDesk(this.#rows);
  readonly #search = new UserSearch(this.#rows);
  readonly #cells = new CellDesk(this.#rows, this.#history, () => this.#teller.shown);
  /** What one search finds is one step. */
  #searching = {};

  subscribe(listener: (state: SheetState) => void): void {
    this.#teller.listen(listener);
  }

  /** Whether there is anything in it, or about to be. */
  get used(): boolean {
    return this.#sources.any;
  }

  /** Reads files or pastes one after the other; resolves when all are read or have failed. */
  async load(files: { blob: Blob; name: string }[]): Promise<void> {
    await this.#sources.load(files);
  }

  /** Reads a source again with columns that the admin has confirmed. */
  async useColumns(source: number, plan: TablePlan): Promise<void> {
    await this.#sources.useColumns(source, plan);
  }

  /** Reads a source as another of the formats that it might be. */
  async readAs(source: number, formatId: string): Promise<void> {
    await this.#sources.readAs(source, formatId);
  }

  /** Reads a protected source with its password or key. */
  async unlock(source: number, unlock: string): Promise<void> {
    await this.#sources.unlock(source, unlock);
  }

  /** Gives up the unlocking of a source that is under way. */
  cancelUnlock(source: number): void {
    this.#sources.cancelUnlock(source);
    this.#teller.tell();
  }

  dropSource(source: number): void {
    this.#sources.drop(source);
    this.#teller.tell();
  }

  /** Back to an empty table. The columns that the admin has confirmed are remembered, other decisions are not. */
  clear(): void {
    this.#sources.clear();
    this.#rows.choose(DEFAULT_CHOICES);
    this.#history.clear();
    this.#search.clear();
    this.#teller.ask(EVERYTHING);
  }

  choose(choices: CheckChoices): void {
    this.#history.run("choices", (step) => step.choose(choices));
    this.#teller.renew();
  }

  show(query: Query): void {
    this.#teller.ask(query);
  }

  /**
   * From now on the page looks at the rows from `start` up to but not including `end` of what the query lets through. They
   * come with the state and not as an answer: in one line with all other news none can overtake another.
   */
  look(start: number, end: number): void {
    this.#teller.look(start, end);
  }

  /** The row stays where it is, also if the query would no longer let it through: it must not vanish under the cursor. */
  edit(id: number, field: EditableField, text: string): void {
    this.#history.run("edit", (edits) => {
      const row = this.#rows.byId(id);
      if (row) edits.change(row, (record) => edited(record, field, text));
    });
    this.#teller.show();
  }

  setRemoved(ids: number[], removed: boolean): void {
    this.#history.run(removed ? "remove" : "restore", (edits) => {
      for (const id of ids) {
        const row = this.#rows.byId(id);
        if (row) edits.setRemoved(row, removed);
      }
    });
    this.#teller.show();
  }

  /** The text of a range of cells, for the clipboard; null if other rows stand there by now. */
  copyCells(range: CellRange, words: CellWords, secrets: boolean): Promise<Blob | null> {
    return this.#cells.copy(range, words, secrets);
  }

  pasteCells(range: CellRange, text: string): Promise<CellsChanged> {
    return this.#teller.atWork((told) => this.#cells.paste(range, text, told), true);
  }

  fillCells(range: CellRange): Promise<CellsChanged> {
    return this.#teller.atWork((told) => this.#cells.fill(range, told), true);
  }

  clearCells(range: CellRange): Promise<CellsChanged> {
    return this.#teller.atWork((told) => this.#cells.clear(range, told), true);
  }

  /** Ends a change of many rows where it is; undo takes back what it has done. */
  stopWork(): void {
    this.#history.stop();
  }

  setRangeRemoved(range: CellRange, removed: boolean): RowsRemoved {
    return this.#after(this.#cells.setRemoved(range, removed));
  }

  /** Of users with several records: for the admin to choose by. */
  deviceNames(): string[] {
    return deviceNames(this.#rows, MOST_NAMES);
  }

  /** Removes all rows of these sources but the wanted ones, as one step; says how many stay and how many went. */
  setAside(sources: number[], wanted: Wanted): { kept: number; aside: number } {
    let done = { kept: 0, aside: 0 };
    this.#history.run("remove", (edits) => {
      done = setAside(this.#rows, edits, sources, wanted);
    });
    this.#teller.renew();
    return done;
  }

  /** Reads a list of owners (serial or other key, user) for changes that assign users; null forgets it. */
  async useOwners(list: Blob | null): Promise<OwnerListView | Problem | null> {
    return this.#workbench.useOwners(list);
  }

  /** What a change of many rows would do; null once another one is asked for. Secrets only with `reveal`. */
  async preview(request: ChangeRequest, reveal: boolean): Promise<Preview | null> {
    return this.#teller.atWork((told) => this.#workbench.preview(request, reveal, told));
  }

  /** Nobody waits for the preview that was asked for last. */
  endPreview(): void {
    this.#workbench.endPreview();
  }

  /** Does a change of many rows as one step. */
  async apply(request: ChangeRequest): Promise<Applied | null> {
    const applied = await this.#teller.atWork((told) => this.#workbench.apply(request, told), true);
    this.#teller.renew();
    return applied;
  }

  /** As of History. */
  undo(): Promise<Played | null> {
    return this.#play("undo");
  }

  /** As of History. */
  redo(): Promise<Played | null> {
    return this.#play("redo");
  }

  /** The row's code right now, by explicit wish. */
  currentCode(id: number): CurrentCode | NoCode {
    return this.#prover.current(id);
  }

  /** By how many steps a code is off for this row; `off` null: it is not its code. */
  checkCode(id: number, code: string): CodeVerdict | NoCode {
    return this.#prover.check(id, code);
  }

  /** Whose code it is; null once another one is asked for. */
  async findCode(code: string): Promise<CodeSearch | null> {
    return this.#teller.atWork((told) => this.#prover.find(code, this.#teller.shown, told));
  }

  /**
   * Compares a list of codes with the rows that it names; codes alone go with the selected rows, or else with those shown.
   * "moved": other rows stand there by now. null once another list is asked for.
   */
  async compareCodes(text: string, selected: RowSpan | null): Promise<CodesCompared | "moved" | null> {
    return this.#teller.atWork((told) => this.#prover.compare(text, this.#teller.shown, selected, told));
  }

  /** Nobody waits for the code or the list of codes that was asked about last. */
  endCodes(): void {
    this.#prover.end();
  }

  reveal(id: number): Revealed | null {
    const row = this.#rows.byId(id);
    if (!row || (row.record.secret === "" && row.record.recoveryCode === "")) return null;
    const reading = readSecret(row.record.secret, row.record.secretEncoding);
    return {
      secretText: row.record.secret,
      secret: reading.ok ? reading.canonical : "",
      recoveryCode: row.record.recoveryCode,
    };
  }

  /**
   * The OTP of a row was saved on the page of its user: the row becomes what GenAuth holds now, and forgets the secret as
   * after every import. Does nothing to a row that is part of a run, or done.
   */
  savedByHand(id: number, { userId, secret, recoveryCode = "" }: SavedByHand, outcome: Outcome): void {
    const row = this.#rows.byId(id);
    if (!row || lockOf(row.outcome) || lockOf(outcome) !== "done") return;
    this.#rows.change(row, (record) => ({
      ...record,
      ...GENAUTH_WORDS,
      userId,
      secret,
      secretEncoding: "base32",
      recoveryCode,
      found: [],
    }));
    this.#rows.setOutcome(row, outcome);
    this.#history.prune();
    this.#teller.changed();
  }

  /** Puts the rows in scope on the list: how many there are, and which files they came from. */
  beginRun(scope: RunScope): { total: number; sources: RunSource[] } {
    const total = this.#desk.begin(scope, this.#sources.held());
    this.#teller.renew();
    const views = this.#sources.views();
    const sources = this.#desk.sources.map((index) => {
      const { name = "", size = 0 } = views.find((view) => view.index === index) ?? {};
      return { name: name.slice(-MOST_NAME), size };
    });
    return { total, sources };
  }

  takeRows(most: number): ImportRow[] {
    return this.#desk.take(most);
  }

  applyOutcomes(outcomes: RangeOutcome[]): void {
    this.#desk.apply(outcomes);
    this.#teller.changed();
  }

  /** Rows up to this id have been sent, or are on their way. */
  applySent(to: number): void {
    this.#desk.applySent(to);
    this.#teller.changed();
  }

  /**
   * The run is over, and the server has told all that it knows.
   * @param halt why it could not go on; null when it came to its end or was stopped by the admin
   * @param sentTo of rows up to this id without an outcome nobody knows whether they were sent; null: they were not
   */
  endRun(halt: HaltCode | null, sentTo: number | null): void {
    const stopped: Outcome = halt ? { state: "stopped", code: halt } : { state: "stopped" };
    this.#endRun(stopped, sentTo === null ? null : { to: sentTo, outcome: INTERRUPTED });
  }

  /** There is no way to the server any more: rows that were handed out may have reached GenAuth, or may yet. */
  loseRun(): void {
    this.#endRun({ state: "stopped" }, { to: this.#desk.takenTo, outcome: LOST });
  }

  #endRun(...end: Parameters<RunDesk["end"]>): void {
    this.#desk.end(...end);
    this.#history.prune();
    this.#teller.renew();
  }

  /** Puts the names of users on the list to be looked up; returns how many. */
  beginSearch(scope: SearchScope): number {
    this.#searching = {};
    return this.#search.begin(scope);
  }

  takeNames(most: number): { kind: LookupKind; names: string[] } | null {
    return this.#search.take(most);
  }

  applyFound(kind: LookupKind, users: FoundUser[]): void {
    this.#history.run("find_users", (edits) => this.#search.apply(edits, kind, users), this.#searching);
    this.#teller.changed();
  }

  /** Names that were handed out and got no answer are not asked for again in this search. */
  skipNames(kind: LookupKind, names: string[]): void {
    this.#search.skip(kind, names);
  }

  /** The rows will go to another pool: what this one has said of their users is forgotten, and there is no way back to it. */
  forgetPool(): void {
    // What is done again row by row would put users of the old pool back behind it.
    this.#history.finish();
    this.#history.run("find_users", (edits) => this.#search.forget(edits));
    this.#history.clear();
    this.#teller.renew();
  }

  /** The next row of the view, from a row (by id) on or back, that has something wrong; null: none has. */
  nextFaulty(from: number | null, step: 1 | -1): FaultyCell | null {
    return nextFaulty(this.#rows, this.#teller.shown, { from, step, issue: this.#teller.query.issue });
  }

  /** Where in the view a source's line is; null: the query lets no row of that line through. */
  findLine(source: number, line: number): number | null {
    const at = this.#teller.shown.findLine(source, line);
    return at < 0 ? null : at;
  }

  /** Puts the users of rows that could be sent on the list of those whose OTP is asked about; returns how many. */
  beginEnrolments(): number {
    return this.#search.beginEnrolments();
  }

  takeEnrolments(most: number): string[] {
    return this.#search.takeEnrolments(most);
  }

  applyEnrolments(users: Enrolment[]): void {
    this.#history.run("find_users", (edits) => this.#search.applyEnrolments(edits, users), this.#searching);
    this.#teller.changed();
  }

  /** Users who were handed out and got no answer are not asked about again in this search. */
  skipEnrolments(userIds: string[]): void {
    this.#search.skipEnrolments(userIds);
  }

  /** How many rows are ready whose users are known to have an OTP. */
  countEnrolled(): number {
    let count = 0;
    for (const row of this.#rows.having(["user_has_otp"])) if (this.#rows.stateOf(row) === "ready") count++;
    return count;
  }

  /** How many rows of each source have a problem. */
  problemCounts(): { source: number; rows: number }[] {
    return this.#problems.counts();
  }

  /** Begins the file of a source's rows with problems; returns its header. Secrets are in it only with `secrets`. */
  async beginProblems(source: number, secrets: boolean): Promise<readonly string[]> {
    const told = this.#sources.told(source);
    return told ? this.#problems.begin(source, told, secrets) : [];
  }

  /** The next rows of that file; none when it is at its end. */
  async takeProblems(most: number): Promise<ProblemRow[]> {
    return this.#problems.take(most);
  }

  /** Rows in file order for the report, without secrets. */
  report(start: number, end: number): RowView[] {
    return this.#rows.all.slice(start, end).map((row) => viewRow(this.#rows, row));
  }

  async #play(direction: "undo" | "redo"): Promise<Played | null> {
    const played = await this.#teller.atWork((told) => this.#history[direction](told));
    this.#teller.renew();
    return played;
  }

  #after<Result>(result: Result): Result {
    this.#teller.show();
    return result;
  }

  #state(looked: Looked): SheetState {
    return {
      sources: this.#sources.views().map((view) => ({ ...view, ran: this.#desk.ran.has(view.index) })),
      counts: this.#rows.counts(),
      retries: this.#rows.tally.ofRetries(),
      issues: [...this.#rows.tally.ofIssues()].map(([code, rows]) => ({ code, rows })),
      shapes: this.#rows.tally.ofShapes(),
      choices: this.#rows.choices,
      history: this.#history.view(),
      ...looked,
    };
  }
}
