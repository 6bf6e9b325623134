import type { Format } from "./format";
import { isObject, listAt, valueAt } from "./json-value";
import { type Sample, sampleOf } from "./sample";
import { SURE } from "./vendor";
import { down, objectsIn, pick, type Row } from "./vendor-values";

type Keeper = { id: string; app: string; extensions: readonly string[]; is(sample: Sample): boolean };

const KEEPERS: readonly Keeper[] = [
  // `firebase auth:export users.json`
  { id: "firebase", app: "Firebase", extensions: [".json"], is: ({ columns }) => columns.has("localid") },
  // GET /api/v1/users and /users/{id}/factors; the report "Users" as CSV
  { id: "okta", app: "Okta", extensions: [".json", ".csv"], is: (sample) => sample.rows.some(isOkta) },
  // Admin console, "Download users"
  {
    id: "google-workspace",
    app: "Google Workspace",
    extensions: [".csv"],
    is: ({ columns }) =>
      [...columns].some((name) => /^(?:email address|2sv enrolled) \[(?:required|read only)\]/.test(name)),
  },
  // `aws cognito-idp list-users`; the CSV header of a user import job
  {
    id: "cognito",
    app: "Amazon Cognito",
    extensions: [".json", ".csv"],
    is: ({ columns, document }) =>
      columns.has("cognito:username") || objectsIn(listAt(document, "Users")).some(isCognito),
  },
  // Duo Admin API, GET /admin/v1/users
  { id: "duo-admin", app: "Duo", extensions: [".json", ".csv"], is: (sample) => sample.rows.some(isDuo) },
  // Stytch, POST /v1/users/search
  {
    id: "stytch",
    app: "Stytch",
    extensions: [".json", ".ndjson"],
    is: (sample) => sample.rows.some(isStytch),
  },
  // PingOne, GET /environments/{id}/users
  {
    id: "pingone",
    app: "PingOne",
    extensions: [".json"],
    is: ({ document }) =>
      objectsIn(down(document, "_embedded", "users")).some((user) => "mfaEnabled" in user),
  },
];

/** Lists of users out of systems that never hand OTP secrets out (formats.md section 3.11): recognised to say so. */
export const VENDORS_WITHOUT: readonly Format[] = KEEPERS.map(({ id, app, extensions, is }) => ({
  id,
  extensions,
  detect: (source) => ({ confidence: is(sampleOf(source)) ? SURE : 0, plan: null }),
  async *read() {
    yield { problem: "vendor_keeps_secrets", values: { app } };
  },
}));

function isOkta(row: Row): boolean {
  const profile = valueAt(row, "profile");
  if (isObject(profile) && "login" in profile) return /^00u/.test(pick(row, "id")) || "credentials" in row;
  return pick(row, "factorType") !== "" && pick(row, "provider") !== "";
}

function isCognito(row: Row): boolean {
  return pick(row, "Username") !== "" && ("UserStatus" in row || Array.isArray(row.Attributes));
}

function isDuo(row: Row): boolean {
  return /^DU[0-9A-Z]{18}$/.test(pick(row, "user_id")) && ("is_enrolled" in row || "phones" in row);
}

function isStytch(row: Row): boolean {
  return /^(?:user|member)-(?:live|test)-/.test(pick(row, "user_id", "member_id"));
}
