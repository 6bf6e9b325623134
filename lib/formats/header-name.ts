import type { ColumnRole } from "./format";
import { SYNONYMS, WEAK_ID_NAMES, WEAK_SECRET_NAMES } from "./header-synonyms";

/** What a header says its column is. Smaller `depth` and `rank` are surer; `weak`: only if the values agree. */
export type HeaderMatch = {
  role: Exclude<ColumnRole, "ignore">;
  weak: boolean;
  /** How many leading parts of a JSON path had to be left out. */
  depth: number;
  /** Place in the role's list of synonyms. */
  rank: number;
  /** The synonym it was found by. */
  word: string;
};

const NAMES = new Map<string, Omit<HeaderMatch, "depth" | "word">>();
for (const [role, names] of Object.entries(SYNONYMS) as [HeaderMatch["role"], readonly string[]][]) {
  names.forEach((name, rank) => {
    NAMES.set(name, { role, rank, weak: false });
  });
}
for (const name of WEAK_SECRET_NAMES) NAMES.set(name, { role: "secret", rank: 900, weak: true });
for (const name of WEAK_ID_NAMES) NAMES.set(name, { role: "userId", rank: 900, weak: true });

const IDS: ReadonlySet<ColumnRole> = new Set(["userId", "externalId", "username"]);

/** Longer than any name or path that means something to us. */
const MAX_NAME = 200;

/** Parts of a path that lead to another person, or (Casdoor's `mfaAccounts`) to the user's OTPs for other sites. */
const SOMEONE_ELSE =
  /^(?:manager|supervisor|parent|admin|inviter|invited|referr|created|updated|modified|mfaaccounts)/i;
/** The same of columns that are known by their values alone. */
const OF_SOMEONE_ELSE =
  /^(?:creator|author|approv|boss|contact|support|help|sender)|by$|创建|建立|修改|更新|审批|审核|经理|主管|上级|领导|管理员|操作|负责|联系人/i;
/** What has ids that look like a user's. */
const OF_SOMETHING_ELSE =
  /pool|tenant|app|client|org|group|dep|team|role|device|realm|租户|应用|组织|部门|用户池/i;

/** A header without what people vary: NFKC, lower case, no white space, `_-.:/()[]`, quotes or asterisks. */
export function compact(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.:/()[\]'"*#<>]+/g, "");
}

/**
 * The role that a header cell or a JSON path (`mfa_factors.0.totp.secret`) names, or null. Of a path, its end counts;
 * array indexes do not. A number at the end is dropped for lists spread over columns (`recovery_code_3`).
 */
export function matchHeader(name: string): HeaderMatch | null {
  if (name.length > MAX_NAME) return null;
  const parts = name.split(".").filter((part) => part !== "" && !/^\d+$/.test(part));
  for (let depth = 0; depth < parts.length; depth++) {
    const word = compact(parts.slice(depth).join(""));
    const match = NAMES.get(word) ?? NAMES.get(word.replace(/\d+$/, ""));
    if (!match || (match.role !== "recoveryCode" && !NAMES.has(word))) continue;
    if (depth > 0 && parts.slice(0, depth).some((part) => SOMEONE_ELSE.test(part))) return null;
    // Deep down everything has an `id`, and what stands in a list (of groups, say) has names and ids of its own.
    if (depth > 0 && IDS.has(match.role) && (match.weak || pathShape(name) !== name)) return null;
    return { ...match, depth, word };
  }
  return null;
}

/** Whether a name that we do not know speaks against that its column says who the user is. */
export function isOfOthers(name: string): boolean {
  const word = compact(name);
  return SOMEONE_ELSE.test(word) || OF_SOMEONE_ELSE.test(word) || OF_SOMETHING_ELSE.test(word);
}

/** A JSON path with its array indexes blanked out: the same field of any element. */
export function pathShape(name: string): string {
  return name.replace(/(^|\.)\d+(?=\.|$)/g, "$1[]");
}
