import type { LockCode, TablePlan } from "@/lib/formats/format";
import type { Problem } from "@/lib/formats/problem";
import type { SecondFile } from "@/lib/formats/second-file";
import type { CheckChoices } from "@/lib/otp/check";
import type { IssueCode } from "@/lib/otp/issue";
import type { StepView } from "./history";
import type { Query } from "./query";
import type { Retry, RowState } from "./row";
import type { RowView } from "./row-view";
import type { Shape } from "./shapes";

/** One file or paste as the page sees it. */
export type SourceView = {
  index: number;
  /** "" for a paste. */
  name: string;
  /** Bytes. */
  size: number;
  status: "reading" | "unlocking" | "locked" | "ready" | "failed";
  /** The format's id; null while or because it is not recognised. */
  format: string | null;
  /** All formats that it might be, the surest first. */
  candidates: string[];
  /** What the admin has to enter before it can be read; null when nothing is asked. */
  lock: LockCode | null;
  /** It carries users for other sources' records, this many, and no secrets. */
  users: number;
  /** Another file that would say whose its records are; null where they say so themselves, or such a file is here. */
  secondFile: SecondFile | null;
  /** Which parts of exports in several parts it holds, e.g. one QR image of an export. */
  parts: { id: string; index: number; of: number }[];
  problem: Problem | null;
  /** For tables: how the columns are read. */
  plan: TablePlan | null;
  /** The admin has to confirm the columns before anything of this source is imported. */
  unsure: boolean;
  rows: number;
  /** Rows of it have been in a run: reading it again would bring them back as if they had not. */
  ran: boolean;
  /** How much of it has been read, 0 to 1. */
  read: number;
};

/** All that the page knows between two calls; the rows themselves stay in the worker. */
export type SheetState = {
  sources: SourceView[];
  counts: Record<RowState, number>;
  /** Rows that another attempt would take, by what it would be. */
  retries: Record<Retry, number>;
  issues: { code: IssueCode; rows: number }[];
  /** Which kinds of OTP the rows hold, the most frequent first. */
  shapes: { shape: Shape; rows: number }[];
  choices: CheckChoices;
  /** What undo and redo would do; null: nothing. */
  history: { undo: StepView | null; redo: StepView | null };
  /** How many of how many rows something that takes its time has done, and whether it can be stopped; null: nothing does. */
  working: { done: number; all: number; stops: boolean } | null;
  query: Query;
  /** How many rows the query lets through, and the part of them that the page looks at. */
  viewLength: number;
  window: { start: number; rows: RowView[] };
};

/** The same without the rows, for all that need not be drawn again when others are on screen. */
export type SheetNews = Omit<SheetState, "window">;
