import type { SourceRecord } from "@/lib/otp/record";

const EMAIL = /^[^\s@]{1,254}@[^\s@]{1,254}$/;

/**
 * Says whose an OTP is and for which service, in so far as the record does not say so yet: an account that looks like an
 * e-mail address is one.
 */
export function nameRecord(record: SourceRecord, account: string, service: string): SourceRecord {
  if (record.label === "") record.label = account;
  if (record.email === "" && EMAIL.test(account)) record.email = account;
  if (record.issuer === "") record.issuer = service;
  return record;
}

/** `Issuer:account`, as the Key URI format puts it, without an issuer that is stated beside it. */
export function withoutIssuer(label: string, issuer: string): string {
  const colon = label.indexOf(":");
  return colon >= 0 && label.slice(0, colon).trim() === issuer ? label.slice(colon + 1).trim() : label;
}
