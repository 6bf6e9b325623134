import { IDENTITY_KINDS, type SourceRecord } from "./record";

/** GenAuth's own ids are numbers in hexadecimal, so upper case names the same user. */
const HEX_ID = /^[0-9a-f]{24}$/i;

/**
 * What makes two records the same user's: the same user id, or without ids the same name of the same kind. "" for nobody
 * that could be told.
 */
export function userKeyOf(record: SourceRecord): string {
  if (record.userId !== "") return HEX_ID.test(record.userId) ? record.userId.toLowerCase() : record.userId;
  for (const kind of IDENTITY_KINDS) {
    // A label is for humans: two users may well share one ("phone", "Yubikey").
    if (kind !== "label" && record[kind] !== "") return `${kind}:${record[kind].toLowerCase()}`;
  }
  return "";
}
