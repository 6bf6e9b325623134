import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { isOff, pick, type Row, takeParameters, takeSecret, timeOf } from "./vendor-values";

/** A device whose clock is off by this many steps and more is beyond what a server lets pass. */
const MAX_DRIFT = 2;

/**
 * A TOTP or HOTP device of django-otp, from `dumpdata` or a row of its table: the key in hexadecimal, SHA-1. A `t0` other
 * than 0 or a drifted clock is nothing GenAuth could follow: then it is no plain TOTP, and its type says so.
 */
export function djangoDevice(fields: Row, type: string, line: number): SourceRecord {
  const record = emptyRecord(line);
  record.type = type;
  record.secretEncoding = "hex";
  takeSecret(record, fields.key);
  takeParameters(record, fields);
  record.device = pick(fields, "name");
  record.created = timeOf(fields.created_at ?? fields.created);
  const [t0, drift] = [pick(fields, "t0"), pick(fields, "drift")];
  if (type === "totp" && !/^(?:0*|[-+]0+)$/.test(t0)) record.type = `TOTP, T0 = ${t0}`;
  else if (type === "totp" && Math.abs(Number(drift)) >= MAX_DRIFT) record.type = `TOTP, drift = ${drift}`;
  if (isOff(pick(fields, "confirmed"))) record.found = [...record.found, "record_unconfirmed"];
  return record;
}
