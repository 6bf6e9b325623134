import type { Problem } from "@/lib/formats/problem";
import type { SourceView } from "./state";

/** How the reading of a source has ended. `unlock`: what it was unlocked with; "": nothing. */
export function finish(view: SourceView, problem: Problem | null, unlock: string): void {
  view.problem = problem;
  // Another try with the right password may well succeed.
  if (problem?.problem === "wrong_unlock" || (!problem && view.lock && unlock === "")) {
    view.status = "locked";
  } else if (problem) {
    view.status = "failed";
    // Without rows there is nothing of which the columns could be in doubt.
    if (view.rows === 0) view.unsure = false;
  } else {
    view.status = "ready";
    view.read = 1;
    view.lock = null;
  }
}

/** A source before it is looked at. `size` in bytes. */
export function newView(index: number, name: string, size: number): SourceView {
  return {
    index,
    name,
    size,
    status: "reading",
    format: null,
    candidates: [],
    problem: null,
    plan: null,
    unsure: false,
    lock: null,
    users: 0,
    secondFile: null,
    parts: [],
    ran: false,
    rows: 0,
    read: 0,
  };
}
