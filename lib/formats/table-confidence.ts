import type { TablePlan } from "./format";
import { isUserList } from "./user-list";

/**
 * How sure a generic table is of itself: never as sure as a format that knows its vendor (0.9 and more), except that a
 * column of Key URIs beside other columns outdoes a bare list of URIs.
 */
export function tableConfidence(plan: TablePlan, evenness: number): number {
  const { columns, doubts } = plan;
  if (doubts.includes("no_secret")) return 0.2;
  if (isUserList(plan)) return 0.3;
  const known = columns.filter(({ role }) => role !== "ignore").length;
  if (columns.some(({ role }) => role === "uri")) return known > 1 && evenness > 0.8 ? 0.88 : 0.4;
  if (doubts.includes("no_user")) return 0.4;
  return doubts.length > 0 ? 0.5 : 0.6;
}
