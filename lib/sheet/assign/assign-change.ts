import { ISSUES } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { type Change, idsOf } from "@/lib/sheet/change";
import type { Rows } from "@/lib/sheet/rows";
import { KEY_FIELDS, keyOf, type OwnerColumns, type OwnerKind, type OwnerList } from "./owner-list";

export type AssignRequest = { kind: "assign" } & OwnerColumns;

/** What became of the list: rows without a user that it does not know, lines that no row needs, keys with two owners. */
export type Assigned = { missing: number; unused: number; ambiguous: number };

/** The change that a list of owners is to the rows that have no user id. */
export function assignChange(rows: Rows, list: OwnerList, columns: OwnerColumns): Change {
  const { keyAt, ownerAt, says, hasHeader } = columns;
  const owners = new Map<string, string | null>();
  for (const row of list.rows.slice(hasHeader ? 1 : 0)) {
    const key = keyOf(row[keyAt] ?? "");
    const owner = row[ownerAt] ?? "";
    if (key === "" || owner === "") continue;
    const known = owners.get(key);
    owners.set(key, known === undefined || known === owner ? owner : null);
  }
  const used = new Set<string>();
  let missing = 0;
  return {
    label: "assign",
    shows: "user",
    ids: idsOf(rows, () => true),
    changed(record) {
      if (record.userId !== "") return record;
      const key = KEY_FIELDS.map((field) => keyOf(record[field])).find(
        (name) => name !== "" && owners.has(name),
      );
      const owner = key === undefined ? null : owners.get(key);
      if (key === undefined || !owner) {
        missing++;
        return record;
      }
      used.add(key);
      return record[says] === owner ? record : withOwner(record, says, owner);
    },
    assigned: () => ({
      missing,
      unused: [...owners].filter(([key, owner]) => owner !== null && !used.has(key)).length,
      ambiguous: [...owners.values()].filter((owner) => owner === null).length,
    }),
  };
}

function withOwner(record: SourceRecord, says: OwnerKind, owner: string): SourceRecord {
  return { ...record, [says]: owner, found: record.found.filter((code) => ISSUES[code].field !== "user") };
}
