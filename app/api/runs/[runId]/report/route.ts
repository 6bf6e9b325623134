import { z } from "zod";
import { reading, runKey } from "@/app/api/guarded";
import { streamOf } from "@/app/api/stream";
import { runFor } from "@/app/run-door";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { allRows } from "@/lib/db/row-reader";
import { getRequestLook } from "@/lib/i18n/request";
import type { RunRow } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { csvLine } from "@/lib/sheet/csv-cell";
import { headings, type Line, lineOf, type Translate } from "./lines";
import { workbook } from "./workbook";

type Context = { params: Promise<{ runId: string }> };

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json; charset=utf-8",
} as const;
const formatSchema = z.enum(["csv", "xlsx", "json"]);

async function* linesOf(parts: AsyncIterable<RunRow[]>, run: RunView, t: Translate): AsyncGenerator<Line[]> {
  yield [headings(t)];
  for await (const rows of parts) yield rows.map((row) => lineOf(row, run, t));
}

/** With a byte order mark Excel reads it as UTF-8. */
async function* csv(lines: AsyncIterable<Line[]>): AsyncGenerator<string> {
  yield "\ufeff";
  for await (const part of lines) yield part.map(csvLine).join("");
}

async function* json(parts: AsyncIterable<RunRow[]>, run: RunView): AsyncGenerator<string> {
  yield `{"run":${JSON.stringify(run)},"rows":[`;
  let first = true;
  for await (const rows of parts) {
    yield (first ? "" : ",") + rows.map((row) => JSON.stringify(row)).join(",");
    first = false;
  }
  yield "]}\n";
}

/** Every row of a run with its outcome, as `?format=` csv, xlsx or json. Without secrets: the ledger has none. */
export const GET = reading<Context>("history", async (person, request, { params }) => {
  const key = await runKey(params);
  const { data: format } = formatSchema.safeParse(new URL(request.url).searchParams.get("format"));
  if (!key || !format) return new Response(null, { status: 400 });
  const { db } = await getLedger();
  const stored = await runFor(person, key);
  if (!stored) return new Response(null, { status: 404 });
  const { id: who, name: called } = person;
  await recordAudit(db, {
    who,
    name: called,
    action: "report_downloaded",
    subject: key,
    details: { format },
  });
  const { t } = await getRequestLook();
  const parts = allRows(db, stored.run);
  const lines = () => linesOf(parts, stored.view, t);
  const pieces =
    format === "json" ? json(parts, stored.view) : format === "csv" ? csv(lines()) : workbook(lines());
  const name = `otp-ferry-run-${stored.view.createdAt.slice(0, 10)}.${format}`;
  return new Response(streamOf(pieces), {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
