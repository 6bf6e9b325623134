import { NameSearch } from "./name-search";
import type { Query } from "./query";
import { ROW_STATES } from "./row";
import { RowList } from "./row-list";
import type { Rows } from "./rows";
import { UserOrder } from "./user-order";

/** So many rows are searched without asking whether there is something better to do. */
const SLICE = 20_000;

/**
 * The rows that a query lets through, in its order, worked out over typed arrays: what it costs to filter, or to sort by
 * anything but names, is a few milliseconds for a million rows. The order by names is kept until a name changes.
 */
export class View {
  readonly #rows: Rows;
  readonly #search: NameSearch;
  #order: { by: UserOrder; renamed: number; moved: number } | null = null;

  constructor(rows: Rows) {
    this.#rows = rows;
    this.#search = new NameSearch(rows);
  }

  /** Looks at some more rows for the query's text; returns whether there are more to look at. */
  searchOn({ search }: Query): boolean {
    this.#search.begin(search);
    if (!this.#search.done) this.#search.lookOn(SLICE);
    return !this.#search.done;
  }

  /**
   * The rows, as far as they are searched. `pouring`: more of them come all the time; then those that have come since they
   * were last sorted by name stand behind the others, and are not sorted until no more come.
   */
  list(query: Query, pouring: boolean): RowList {
    const { store } = this.#rows;
    if (this.#order?.moved !== this.#rows.moved) this.#order = null;
    const keeps = this.#filter(query);
    if (!keeps && !query.sort) return this.#rows.all;
    const places = new Uint32Array(store.length);
    let length = 0;
    this.#inOrder(query, pouring, (place) => {
      if (!keeps || keeps(place)) places[length++] = place;
    });
    return new RowList(store, places.slice(0, length));
  }

  #filter({ state, issue, search }: Query): ((place: number) => boolean) | null {
    const { store, sets } = this.#rows;
    const tests: ((place: number) => boolean)[] = [];
    if (state) {
      const wanted = ROW_STATES.indexOf(state);
      tests.push((place) => store.state[place] === wanted);
    }
    if (issue) {
      const has = Uint8Array.from({ length: sets.size }, (_, set) => (sets.hasAny(set, [issue]) ? 1 : 0));
      tests.push((place) => store.removed[place] === 0 && has[store.issues[place] as number] === 1);
    }
    if (search.trim() !== "") {
      const { hits } = this.#search;
      tests.push((place) => hits[place] === 1);
    }
    const [first, ...others] = tests;
    if (!first) return null;
    return others.length === 0 ? first : (place) => first(place) && others.every((test) => test(place));
  }

  #inOrder({ sort }: Query, pouring: boolean, take: (place: number) => void): void {
    const { store, sets } = this.#rows;
    if (sort?.column === "user") {
      this.#byUser(sort.descending, pouring, take);
    } else if (sort?.column === "outcome") {
      byNumber(store.state, store.length, sort.descending, take);
    } else if (sort?.column === "issues") {
      const most = Math.max(0, ...Array.from({ length: sets.size }, (_, set) => sets.codes(set).length));
      const weight = Array.from(
        { length: sets.size },
        (_, set) => (sets.blocked(set) ? most + 1 : 0) + sets.codes(set).length,
      );
      const weights = new Uint8Array(store.length);
      for (let place = 0; place < weights.length; place++)
        weights[place] = weight[store.issues[place] as number] ?? 0;
      byNumber(weights, store.length, sort.descending, take);
    } else if (sort?.descending) {
      for (let place = store.length - 1; place >= 0; place--) take(place);
    } else {
      for (let place = 0; place < store.length; place++) take(place);
    }
  }

  #byUser(descending: boolean, pouring: boolean, take: (place: number) => void): void {
    const { length } = this.#rows.store;
    const { places, same } = this.#userOrder(pouring);
    if (!descending) for (const place of places) take(place);
    // Equal names stay in file order in both directions.
    for (let end = descending ? places.length : 0; end > 0; ) {
      let start = end - 1;
      while (same[start] === 1) start--;
      for (let at = start; at < end; at++) take(places[at] as number);
      end = start;
    }
    for (let place = places.length; place < length; place++) take(place);
  }

  #userOrder(pouring: boolean): UserOrder {
    const { renamed, moved, store } = this.#rows;
    const known = this.#order;
    if (known?.renamed === renamed && (pouring || known.by.places.length === store.length)) return known.by;
    this.#order = { by: new UserOrder(store), renamed, moved };
    return this.#order.by;
  }
}

/** Hands the places out by their small numbers; those with the same one in file order in both directions. */
function byNumber(
  numbers: Uint8Array,
  length: number,
  descending: boolean,
  take: (place: number) => void,
): void {
  const starts = new Uint32Array(257);
  for (let place = 0; place < length; place++) {
    const bucket = bucketOf(numbers[place] as number, descending) + 1;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) {
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  }
  const places = new Uint32Array(length);
  for (let place = 0; place < length; place++) {
    const bucket = bucketOf(numbers[place] as number, descending);
    const at = starts[bucket] as number;
    starts[bucket] = at + 1;
    places[at] = place;
  }
  for (const place of places) take(place);
}

function bucketOf(number: number, descending: boolean): number {
  return descending ? 255 - number : number;
}

/** The rows that a query lets through, at once. */
export function viewOf(rows: Rows, query: Query): RowList {
  const view = new View(rows);
  while (view.searchOn(query));
  return view.list(query, false);
}
