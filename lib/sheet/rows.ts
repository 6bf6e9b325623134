import type { Pack, PackKeys } from "@/lib/formats/pack";
import { TextKey } from "@/lib/formats/text-key";
import { type CheckChoices, checkRecord } from "@/lib/otp/check";
import type { IssueCode } from "@/lib/otp/issue";
import type { Outcome } from "@/lib/otp/outcome";
import type { SourceRecord } from "@/lib/otp/record";
import { userKeyOf } from "@/lib/otp/user-key";
import { ALONE, Collisions } from "./collisions";
import { IssueSets } from "./issue-sets";
import { type Lot, packOf } from "./lots";
import { PoolBook } from "./pool-book";
import { lockOf, type Retry, ROW_STATES, Row, type RowState } from "./row";
import { RowList } from "./row-list";
import { RowStore } from "./row-store";
import { Tally } from "./tally";

/** Nobody should be able to ask for any memory with a small file. */
const MOST_EXPECTED = 4_000_000;

/** So many places of the tables of collisions stay at hand until they are used. */
const FORESEEN = 128;

type Completed = (record: SourceRecord) => SourceRecord;

/**
 * All rows of the table, checked. Every change re-checks the row it touches and the rows that collide with it, and
 * keeps the counts, so that totals always add up to the rows.
 */
export class Rows {
  readonly sets = new IssueSets();
  readonly members = new PoolBook();
  readonly #store = new RowStore();
  readonly #users = new Collisions();
  readonly #secrets = new Collisions();
  /** How many rows there are of each kind. */
  readonly tally = new Tally(this.#store, this.sets);
  readonly #key = new TextKey();
  #expected = 0;
  #renamed = 0;
  #moved = 0;

  /** Every row in file order. */
  readonly all = new RowList(this.#store, null);

  /** The columns behind the rows, for who looks at all of them. To be read only. */
  get store(): RowStore {
    return this.#store;
  }

  /** Rises whenever a row of the table may have got another name. */
  get renamed(): number {
    return this.#renamed;
  }

  /** Rises whenever rows have gone, so that others stand in their places. */
  get moved(): number {
    return this.#moved;
  }

  get choices(): CheckChoices {
    return this.#store.choices;
  }

  counts(): Readonly<Record<RowState, number>> {
    return this.tally.ofStates();
  }

  /** What another attempt at this row would be; null: none. */
  retryOf(row: Row): Retry | null {
    return this.tally.retryAt(row.place);
  }

  /** The rows with one of these issues, in file order, without those that are removed; no other row is looked at. */
  *having(codes: readonly IssueCode[]): Generator<Row> {
    const { store } = this;
    const known: boolean[] = [];
    for (let place = 0; place < store.length; place++) {
      const set = store.issues[place] as number;
      known[set] ??= this.sets.hasAny(set, codes);
      if (store.removed[place] === 1 || !known[set]) continue;
      yield new Row(store, store.lots.idOf(place));
    }
  }

  /** The row with this id; null if it has left the table or never was in it. */
  byId(id: number): Row | null {
    return this.#store.lots.placeOf(id) < 0 ? null : new Row(this.#store, id);
  }

  /** Whether a row is still in the table: its source may have been dropped since. */
  has(row: Row): boolean {
    return row.place >= 0;
  }

  stateOf(row: Row): RowState {
    return ROW_STATES[this.#store.state[row.place] as number] as RowState;
  }

  /** About so many rows are still to come: when more room is needed, it is made for all of them. */
  expect(rows: number): void {
    this.#expected = this.#store.length + Math.min(rows, MOST_EXPECTED);
  }

  /** `completed`: the record with what other sources tell about its user; the same object if they tell nothing. */
  add(source: number, given: readonly SourceRecord[] | Pack, completed: Completed | null = null): void {
    const packed = "takeKeys" in given ? given : null;
    const keys = packed?.takeKeys();
    const lot = this.#store.lots.add(source, packed ?? packOf(given as readonly SourceRecord[]));
    this.#makeRoom(this.#store.length);
    if (completed) this.#addCompleted(lot, completed);
    else if (keys) this.#addPacked(lot, keys);
    else
      for (let place = lot.place; place < this.#store.length; place++)
        this.#check(place, this.#store.record(place));
    this.#enter(lot.place);
  }

  /** Puts another record into a row and forgets what became of the old one. */
  replace(row: Row, record: SourceRecord): void {
    this.#replace(row.place, record, null);
  }

  /** Changes a row's record, with and without what other sources tell about its user. */
  change(row: Row, changed: (record: SourceRecord) => SourceRecord): void {
    const { record, bare } = row;
    this.#replace(row.place, changed(record), bare && changed(bare));
  }

  /** Puts a row back into an earlier state, with what had become of it. */
  restore(row: Row, { record, bare, outcome }: Pick<Row, "record" | "bare" | "outcome">): void {
    this.#replace(row.place, record, bare);
    if (outcome) this.setOutcome(row, outcome);
  }

  /** A removed row stays in the table, is never sent and collides with nobody. */
  setRemoved(row: Row, removed: boolean): void {
    const { place } = row;
    if (row.removed === removed) return;
    this.tally.count(place, -1);
    if (removed) this.#part(place);
    this.#store.removed[place] = removed ? 1 : 0;
    if (!removed) this.#join(place);
    this.tally.count(place, 1);
  }

  setOutcome(row: Row, outcome: Outcome | null): void {
    const { place } = row;
    this.tally.count(place, -1);
    this.#store.outcome[place] = this.#store.outcomes.numberOf(outcome);
    // The secret is GenAuth's now: nothing in the browser needs it any longer.
    if (lockOf(outcome) === "done") this.#store.forget(place);
    this.tally.count(place, 1);
  }

  /** Puts what other sources tell now about the users into the rows, and takes out what they told before. */
  complete(completed: Completed): void {
    for (const _row of this.completing(completed));
  }

  /** The same row by row, for who has something else to do in between. */
  *completing(completed: Completed): Generator<void> {
    for (let at = 0, moved = this.#moved; at < this.#store.length; at++) {
      // Rows have gone meanwhile, and others stand where they stood.
      if (moved !== this.#moved) {
        moved = this.#moved;
        at = 0;
      }
      const row = this.all.at(at);
      // What was sent was sent under the name that it has.
      if (!row || row.outcome) continue;
      const bare = row.bare ?? row.record;
      const record = completed(bare);
      if (record !== row.record) this.#replace(row.place, record, record === bare ? null : bare);
      yield;
    }
  }

  /** Drops the rows of these sources for good. */
  drop(sources: ReadonlySet<number>): void {
    const kept = this.#store.drop(sources);
    if (!kept) return;
    this.#moved++;
    this.#recount(kept);
    if (this.#store.length === 0) this.#makeRoom(0);
  }

  /** Checks every row again under other choices. */
  choose(choices: CheckChoices): void {
    const store = this.#store;
    store.choices = choices;
    for (const lot of store.lots) {
      /** Of those rows of the lot that are like one another, the first that is checked. */
      const checked = new Map<number, number>();
      for (let place = lot.place; place < lot.place + lot.pack.length; place++) {
        if (lockOf(store.outcomes.at(store.outcome[place] as number)) !== null) continue;
        const like = store.isChanged(place) ? -1 : lot.pack.like(place - lot.place);
        const first = checked.get(like);
        if (first !== undefined) this.#copyVerdict(first, place);
        else this.#check(place, store.record(place));
        if (like >= 0 && first === undefined) checked.set(like, place);
      }
    }
    this.#recount([{ from: 0, to: store.length }]);
  }

  /** A row that has the same user, or the same secret, as this one. */
  twin(row: Row, code: IssueCode): Row | null {
    const collisions =
      code === "user_duplicate" ? this.#users : code === "secret_duplicate" ? this.#secrets : null;
    const place = collisions?.other(row.place) ?? ALONE;
    return place < 0 ? null : new Row(this.#store, this.#store.lots.idOf(place));
  }

  /** The rows whose user has this key (see userKeyOf), without those that are removed. */
  *ofUser(key: string): Generator<Row> {
    this.#key.of(key);
    for (const place of this.#users.under(this.#key.high, this.#key.low))
      yield new Row(this.#store, this.#store.lots.idOf(place));
  }

  #makeRoom(length: number): void {
    const room = this.#store.reserve(length, this.#expected);
    if (room === null) return;
    this.#users.reserve(room);
    this.#secrets.reserve(room);
  }

  #addCompleted({ place: first }: Lot, completed: Completed): void {
    for (let place = first; place < this.#store.length; place++) {
      const bare = this.#store.record(place);
      const record = completed(bare);
      if (record !== bare) this.#store.change(place, record, bare);
      this.#check(place, record);
    }
  }

  /** Lets the rows from this place on collide and counts them, as #join would one by one: they are all new. */
  #enter(first: number): void {
    const { own, issues, length } = this.#store;
    /** A row that was alone until now is told; if it is new as well, it is counted later. */
    const tell = (place: number) => {
      if (place < first) this.#refresh(place);
      else issues[place] = this.#setOf(place);
    };
    for (let place = first; place < length; place++) {
      if ((place - first) % FORESEEN === 0) {
        const to = Math.min(place + FORESEEN, length);
        this.#users.foresee(place, to);
        this.#secrets.foresee(place, to);
      }
      const user = this.#users.add(place);
      const secret = this.#secrets.add(place);
      const its = own[place] as number;
      if (user === ALONE && secret === ALONE) {
        issues[place] = its;
        continue;
      }
      issues[place] = this.sets.withDuplicates(its, user !== ALONE, secret !== ALONE);
      if (user >= 0) tell(user);
      if (secret >= 0) tell(secret);
    }
    this.tally.countNew(first, length);
  }

  /** Rows that are like one that is checked already need no check. */
  #addPacked({ place: first, pack }: Lot, { userHigh, userLow, secretHigh, secretLow }: PackKeys): void {
    const { bits, recoveryCodes, shape, own } = this.#store;
    for (let at = 0; at < pack.length; at++) {
      const place = first + at;
      const like = pack.like(at);
      if (like === at) {
        this.#check(place, pack.record(at));
        continue;
      }
      bits[place] = bits[first + like] as number;
      recoveryCodes[place] = recoveryCodes[first + like] as number;
      shape[place] = shape[first + like] as number;
      own[place] = own[first + like] as number;
      this.#users.setKey(place, userHigh[at] as number, userLow[at] as number);
      this.#secrets.setKey(place, secretHigh[at] as number, secretLow[at] as number);
    }
  }

  #replace(place: number, record: SourceRecord, bare: SourceRecord | null): void {
    const store = this.#store;
    const removed = store.removed[place] === 1;
    this.#renamed++;
    this.tally.count(place, -1);
    if (!removed) this.#part(place);
    store.change(place, record, bare);
    store.outcome[place] = 0;
    this.#check(place, record);
    if (!removed) this.#join(place);
    this.tally.count(place, 1);
  }

  #recount(kept: readonly { from: number; to: number }[]): void {
    this.tally.clear();
    this.#users.restart(kept);
    this.#secrets.restart(kept);
    for (let place = 0; place < this.#store.length; place++) {
      if (this.#store.removed[place] === 0) this.#join(place);
      this.tally.count(place, 1);
    }
  }

  #check(place: number, record: SourceRecord): void {
    const store = this.#store;
    const { secret, recoveryCodes, issues } = checkRecord(record, store.choices);
    store.bits[place] = Math.floor((secret.length * 5) / 8) * 8;
    store.recoveryCodes[place] = recoveryCodes;
    store.shape[place] = this.tally.shapes.idOf(record);
    store.own[place] = this.sets.idOf(issues);
    store.issues[place] = store.own[place] as number;
    this.#key.of(userKeyOf(record));
    this.#users.setKey(place, this.#key.high, this.#key.low);
    this.#key.of(secret);
    this.#secrets.setKey(place, this.#key.high, this.#key.low);
  }

  #copyVerdict(from: number, to: number): void {
    const { bits, recoveryCodes, own, issues } = this.#store;
    bits[to] = bits[from] as number;
    recoveryCodes[to] = recoveryCodes[from] as number;
    own[to] = own[from] as number;
    issues[to] = own[from] as number;
  }

  /** Lets the row collide with others, and tells the rows that were alone until now. */
  #join(place: number): void {
    const user = this.#users.add(place);
    const secret = this.#secrets.add(place);
    const { own, issues } = this.#store;
    issues[place] = this.sets.withDuplicates(own[place] as number, user !== ALONE, secret !== ALONE);
    if (user >= 0) this.#refresh(user);
    if (secret >= 0) this.#refresh(secret);
  }

  #part(place: number): void {
    const user = this.#users.remove(place);
    const secret = this.#secrets.remove(place);
    this.#store.issues[place] = this.#store.own[place] as number;
    if (user >= 0) this.#refresh(user);
    if (secret >= 0) this.#refresh(secret);
  }

  #refresh(place: number): void {
    const { issues } = this.#store;
    const set = this.#setOf(place);
    if (set === issues[place]) return;
    this.tally.count(place, -1);
    issues[place] = set;
    this.tally.count(place, 1);
  }

  #setOf(place: number): number {
    return this.sets.withDuplicates(
      this.#store.own[place] as number,
      this.#users.collides(place),
      this.#secrets.collides(place),
    );
  }
}
