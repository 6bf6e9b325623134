import { inTurns, type Told } from "./in-turns";
import type { Rows } from "./rows";
import { type Edits, Step, type StepLabel } from "./step";

/** A step as the page names it. */
export type StepView = { code: StepLabel /** Rows it changes, roughly. */; rows: number };

/** What an undo or redo did. `locked`: rows of the step that are in GenAuth or in a run, and stay as they are. */
export type Played = StepView & { locked: number };

/** Undo or redo pressed again after so long is pressed because the one before takes its time. */
const IMPATIENT_MS = 400;
const MOST_STEPS = 100;
/** Over all steps; the oldest go first. A row costs some 100 bytes beside the text that was replaced. */
const MOST_CHANGES = 3_000_000;

/**
 * The steps of the admin's work, for undo and redo. Whatever changes rows at the admin's word goes through `run`:
 *
 *     history.run("paste", (edits) => {
 *       for (const row of rows) edits.change(row, (record) => edited(record, field, text));
 *     });
 *
 * All of it is one step. `edits` leaves locked rows as they are (they return false). An import is no step.
 */
export class History {
  readonly #rows: Rows;
  #done: Step[] = [];
  #undone: Step[] = [];
  /** What the last step was begun for, so that more of the same joins it. */
  #joint: object | null = null;
  /** The step that is being done in turns, and the rows that others have changed meanwhile. */
  #open: { step: Step; touched: Set<number> } | null = null;
  /** The step that is being undone or done again: what others have done meanwhile, to which rows and in how many steps. */
  #playing: {
    touched: Set<number>;
    later: number;
    forgotten: boolean;
    ended: Promise<unknown>;
    /** Does the rest of it in one go. */
    finish(): void;
  } | null = null;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /**
   * Runs a change of rows as one step; returns how many changes there were. Without any there is no step. Calls with the
   * same `joint` and nothing in between are one step: for what comes in parts, as the answers of a search.
   */
  run(
    code: StepLabel,
    change: (edits: Edits & Pick<Step, "choose">) => void,
    joint: object | null = null,
  ): number {
    const open = joint !== null && joint === this.#joint ? this.#done.at(-1) : undefined;
    const step = open ?? new Step(this.#rows, code);
    const before = step.size;
    change(step);
    for (const other of [this.#open, this.#playing])
      if (other) for (const id of step.ids(before)) other.touched.add(id);
    if (step.isEmpty) return 0;
    this.#undone = [];
    if (!open) this.#done.push(step);
    if (!open && this.#playing) this.#playing.later++;
    this.#joint = joint;
    this.#keepWithin();
    return step.size - before;
  }

  /**
   * The same for many rows, with turns for others in between; returns how many rows have changed, and whether it came to
   * its end. A row that somebody changes meanwhile keeps that change. Undo, or another such step, ends it where it is.
   */
  async runInTurns(
    code: StepLabel,
    ids: readonly number[],
    change: (edits: Edits, id: number) => void,
    told?: Told,
  ): Promise<{ rows: number; whole: boolean }> {
    if (this.isPlaying) await this.settled();
    const step = new Step(this.#rows, code);
    const open = { step, touched: new Set<number>() };
    this.#open = open;
    this.#joint = null;
    const whole = await inTurns(
      ids,
      (id) => {
        if (open.touched.has(id)) return;
        const first = step.isEmpty;
        change(step, id);
        if (!first || step.isEmpty) return;
        this.#undone = [];
        this.#done.push(step);
        // What comes now is no part of it, nor of a step before it.
        this.#joint = null;
      },
      () => this.#open !== open,
      told,
    );
    if (this.#open === open) this.#open = null;
    this.#keepWithin();
    return { rows: step.rows, whole };
  }

  /** Ends a step that is being done in turns where it is; undo takes back what it has done. */
  stop(): void {
    this.#open = null;
  }

  /** Whether an undo or redo is under way. */
  get isPlaying(): boolean {
    return this.#playing !== null;
  }

  /** Resolves when none is. */
  async settled(): Promise<void> {
    while (this.#playing) await this.#playing.ended;
  }

  /** Ends an undo or redo that is under way in one go: it is never left half done. */
  finish(): void {
    this.#playing?.finish();
  }

  /** Takes the last step back, with turns for others in between; null if there is none, or nobody wants it any more. */
  undo(told?: Told): Promise<Played | null> {
    return this.#play("undo", told);
  }

  /** Does the last undone step again; null if there is none, or nobody wants it any more. */
  redo(told?: Told): Promise<Played | null> {
    return this.#play("redo", told);
  }

  /**
   * A row that somebody changes meanwhile keeps that change. It is never left half done.
   */
  async #play(direction: "undo" | "redo", told: Told | undefined): Promise<Played | null> {
    if (this.#playing && !(await this.#isMeant())) return null;
    this.#open = null;
    this.#joint = null;
    const step = (direction === "undo" ? this.#done : this.#undone).pop();
    if (!step) return null;
    const { changes, put, end } = step.play();
    const touched = new Set<number>();
    let at = 0;
    const putNext = () => {
      const change = changes[at++];
      if (change !== undefined) put(change, (id) => touched.has(id));
    };
    const ended = inTurns(changes, putNext, () => at >= changes.length, told);
    const finish = () => {
      while (at < changes.length) putNext();
    };
    const playing = { touched, later: 0, forgotten: false, ended, finish };
    this.#playing = playing;
    await ended;
    this.#playing = null;
    const played = end();
    step.prune();
    // What is locked cannot be done again either: nothing may be left of the step.
    if (step.isEmpty || playing.forgotten) return { code: step.code, ...played };
    if (direction === "redo") this.#done.splice(this.#done.length - playing.later, 0, step);
    // What was undone cannot be done again once something else has been done.
    else if (playing.later === 0) this.#undone.push(step);
    return { code: step.code, ...played };
  }

  /**
   * What is pressed while another is under way has its turn after it: pressed twice in a moment, it is meant twice. Pressed again
   * because it takes its time it is not, nor is what has been done since then to be taken back.
   */
  async #isMeant(): Promise<boolean> {
    const pressed = performance.now();
    while (this.#playing) {
      const playing = this.#playing;
      await playing.ended;
      if (playing.later > 0 || playing.forgotten) return false;
    }
    return performance.now() - pressed < IMPATIENT_MS;
  }

  /** Whether there is something to undo and redo, and what. */
  view(): { undo: StepView | null; redo: StepView | null } {
    return { undo: viewOf(this.#done.at(-1)), redo: viewOf(this.#undone.at(-1)) };
  }

  /** To be called when rows have left the table or GenAuth holds more of them: their past ends here. */
  prune(): void {
    for (const step of [...this.#done, ...this.#undone]) step.prune();
    this.#done = this.#done.filter((step) => !step.isEmpty);
    this.#undone = this.#undone.filter((step) => !step.isEmpty);
    this.#joint = null;
  }

  clear(): void {
    this.#open = null;
    if (this.#playing) this.#playing.forgotten = true;
    this.#done = [];
    this.#undone = [];
    this.#joint = null;
  }

  #keepWithin(): void {
    let changes = this.#done.reduce((sum, step) => sum + step.size, 0);
    while (this.#done.length > 1 && (this.#done.length > MOST_STEPS || changes > MOST_CHANGES)) {
      changes -= this.#done.shift()?.size ?? 0;
    }
  }
}

function viewOf(step: Step | undefined): StepView | null {
  return step ? { code: step.code, rows: step.rows } : null;
}
