import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import { djangoDevice } from "./django-device";
import type { Format } from "./format";
import { isObject } from "./json-value";
import type { Problem } from "./problem";
import { sampleOf } from "./sample";
import { SURE } from "./vendor";
import { type NumberedRow, vendorRows } from "./vendor-rows";
import { pick, type Row } from "./vendor-values";

const DEVICE = /(?:^|\.)(totp|hotp)device$/i;

/**
 * Django's `dumpdata` of django-otp (django-otp, otp_totp/models.py), or of authentik's devices: keys in hexadecimal; the
 * user is a primary key that stands in the same file if the users were dumped with it; static tokens are recovery codes.
 */
export const djangoOtp: Format = {
  id: "django-otp",
  extensions: [".json", ".jsonl"],

  detect(source) {
    const { rows } = sampleOf(source);
    const is = rows.some((row) => DEVICE.test(pick(row, "model")) && isObject(row.fields));
    return { confidence: is ? SURE : 0, plan: null };
  },

  async *read(source) {
    const all: NumberedRow[] = [];
    let problem: Problem | null = null;
    for await (const rows of vendorRows(source)) {
      if ("problem" in rows) problem = rows;
      else for (const row of rows) all.push(row);
    }
    const objects = all.map(({ row }) => row).filter((row) => row !== null);
    const users = usersById(objects);
    const codes = codesByUser(objects);
    const batches = new Batches();
    for (const { row, line } of all) {
      const type = DEVICE.exec(pick(row, "model"))?.[1];
      if (!type || !isObject(row?.fields)) continue;
      const record = djangoDevice(row.fields, type.toLowerCase(), line);
      nameUser(record, row.fields.user, users);
      record.recoveryCode = codes.get(userKey(row.fields.user)) ?? "";
      const full = batches.add(record);
      if (full) yield full;
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (problem) yield problem;
    else if (batches.count === 0) yield { problem: "no_otp" };
  },
};

/** A user is named by its primary key, or by the list that is its natural key. */
function userKey(user: unknown): string {
  return Array.isArray(user) ? JSON.stringify(user) : String(user ?? "");
}

function usersById(rows: readonly Row[]): Map<string, Row> {
  const users = new Map<string, Row>();
  for (const row of rows) {
    if (/user$/i.test(pick(row, "model")) && isObject(row.fields)) users.set(pick(row, "pk"), row.fields);
  }
  return users;
}

function nameUser(record: SourceRecord, user: unknown, users: ReadonlyMap<string, Row>): void {
  if (Array.isArray(user)) {
    record.username = typeof user[0] === "string" ? user[0] : "";
    if (record.username.includes("@")) record.email = record.username;
    return;
  }
  record.externalId = userKey(user);
  const fields = users.get(record.externalId);
  record.username = pick(fields, "username");
  record.email = pick(fields, "email");
  record.phone = pick(fields, "phone", "phone_number");
}

function codesByUser(rows: readonly Row[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const row of rows) {
    if (/staticdevice$/i.test(pick(row, "model")) && isObject(row.fields)) {
      owners.set(pick(row, "pk"), userKey(row.fields.user));
    }
  }
  const codes = new Map<string, string>();
  for (const row of rows) {
    if (!/statictoken$/i.test(pick(row, "model"))) continue;
    const owner = owners.get(pick(row.fields, "device"));
    const code = pick(row.fields, "token");
    if (owner !== undefined && code !== "") codes.set(owner, `${codes.get(owner) ?? ""} ${code}`.trim());
  }
  return codes;
}
