"use client";

import { useDeferredValue, useMemo, useSyncExternalStore } from "react";
import { holdRows, type PoolRows } from "@/components/connections/tab-connection";
import type { GridPlace } from "@/components/table/grid-port";
import { Carrier, type CarrierState } from "@/lib/sheet/carrier";
import { EMPTY_STATE, SheetClient } from "@/lib/sheet/client";
import { Finder, type FinderState } from "@/lib/sheet/finder";
import { sameQuery } from "@/lib/sheet/query";
import type { SheetNews, SheetState } from "@/lib/sheet/state";

type Session = {
  client: SheetClient;
  carrier: Carrier;
  finder: Finder;
  /** Where the table stood when somebody went to a row's user; taken by who comes back. */
  place: GridPlace | null;
};

/** One for the tab, not for the screen: going to another screen and back must not lose an afternoon's work. */
let session: Session | null = null;

/** The tab's sheet and its run. Only in the browser. */
export function getSession(): Session {
  if (!session) {
    const client = new SheetClient();
    session = { client, carrier: new Carrier(client.sheet), finder: new Finder(client.sheet), place: null };
    holdRows(rowsOf(session));
  }
  return session;
}

/** The rows of this tab, for when their pool may change. */
function rowsOf({ client, carrier, finder }: Session): PoolRows {
  const sources = () => client.state().sources;
  return {
    any: () => sources().length > 0,
    busy() {
      const { phase } = carrier.state();
      return phase === "running" || phase === "stopping" || finder.state().phase === "searching";
    },
    sent: () => sources().some(({ ran }) => ran),
    leave() {
      void (sources().some(({ ran }) => ran) ? client.sheet.clear() : client.sheet.forgetPool());
      carrier.reset();
      finder.reset();
    },
  };
}

/** A new sheet in place of one that has died; reads the same files into it. */
export function readAgain(): void {
  const { files } = getSession().client.origins();
  session = null;
  if (files.length > 0) getSession().client.load(files);
}

const nothing = () => () => undefined;
const IDLE: CarrierState = { phase: "idle" };

const inBrowser = () => typeof window !== "undefined";

/**
 * What the worker has told. React draws it in slices, because a screen full of rows at once would hold the page up; only
 * the query is always the latest: what is typed must not wait for rows.
 */
export function useSheetState(): SheetState {
  return useDrawn(({ state }) => state);
}

/** The same for all but the grid: scrolling brings other rows, and nothing else is drawn again. */
export function useSheetNews(): SheetNews {
  return useDrawn(({ news }) => news);
}

function useDrawn<T extends SheetNews>(told: (client: SheetClient) => () => T): T {
  const client = inBrowser() ? getSession().client : null;
  const latest = useSyncExternalStore(
    client?.subscribe ?? nothing,
    client ? told(client) : () => EMPTY_STATE as SheetNews as T,
    () => EMPTY_STATE as SheetNews as T,
  );
  const drawn = useDeferredValue(latest);
  const { query } = latest;
  return useMemo(() => (sameQuery(drawn.query, query) ? drawn : { ...drawn, query }), [drawn, query]);
}

export function useSheetDead(): boolean {
  const client = inBrowser() ? getSession().client : null;
  return useSyncExternalStore(client?.subscribe ?? nothing, client?.dead ?? (() => false), () => false);
}

export function useCarrierState(): CarrierState {
  const carrier = inBrowser() ? getSession().carrier : null;
  return useSyncExternalStore(carrier?.subscribe ?? nothing, carrier?.state ?? (() => IDLE), () => IDLE);
}

const NOT_SEARCHING: FinderState = { phase: "idle" };

export function useFinderState(): FinderState {
  const finder = inBrowser() ? getSession().finder : null;
  return useSyncExternalStore(
    finder?.subscribe ?? nothing,
    finder?.state ?? (() => NOT_SEARCHING),
    () => NOT_SEARCHING,
  );
}
