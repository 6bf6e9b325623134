import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FIXTURES } from "@/lib/formats/fixtures/fixtures";
import { Rows } from "./rows";
import { Sources } from "./sources";

const KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const UUID = "9f8b6c1e-4a53-4b0e-9d3c-0a1b2c3d4e5f";

async function open(...texts: string[]) {
  const rows = new Rows();
  const sources = new Sources(rows, () => undefined);
  await sources.load(texts.map((text) => ({ name: "", blob: new Blob([text]) })));
  return { rows, sources, missing: () => sources.views().map(({ secondFile }) => secondFile) };
}
const fixture = (id: string) => readFileSync(`lib/formats/fixtures/${FIXTURES[id]?.file}`, "utf8");

test.each([
  ["keycloak-table", "keycloak"],
  ["supabase", "supabase"],
  ["token-seeds", "tokens"],
  ["totp-seeds", "tokens"],
  ["multiotp-csv", "tokens"],
  ["yubico-csv", "tokens"],
  ["safenet-xml", "tokens"],
])("a file of %s alone says which second one is missing", async (id, code) => {
  expect((await open(fixture(id))).missing()).toEqual([code]);
});

test.each(["keycloak", "auth0", "oath-csv", "django-otp", "clerk", "uri-list", "aegis", "delimited", "json"])(
  "%s names its users",
  async (id) => {
    expect((await open(fixture(id))).missing()).toEqual([null]);
  },
);

test.each([
  [
    "authentik",
    `id,name,confirmed,key,step,t0,digits,tolerance,drift,last_t,user_id\n1,phone,t,${"31323334".repeat(5)},30,0,6,1,0,-1,7\n`,
  ],
  ["wordpress", `umeta_id,user_id,meta_key,meta_value\n1,7,_two_factor_totp_key,${KEY}\n`],
  ["discourse", `id,user_id,method,data,enabled\n1,7,1,${KEY},t\n`],
  [
    "django",
    JSON.stringify([{ model: "otp_totp.totpdevice", pk: 1, fields: { user: 7, key: "31323334".repeat(5) } }]),
  ],
  ["users", `id,secret\n${UUID},${KEY}\n`],
])("so does a table of %s, until the users are here", async (code, text) => {
  const { rows, sources, missing } = await open(text);
  expect(missing()).toEqual([code]);
  const id = text.includes(UUID) ? UUID : "7";
  await sources.load([{ name: "", blob: new Blob([`id,username,email\n${id},alice,alice@example.com\n`]) }]);
  expect(missing()).toEqual([null, null]);
  expect(rows.all.map(({ record }) => record.email)).toEqual(["alice@example.com"]);
  sources.drop(1);
  expect(missing()).toEqual([code]);
});

test("one dump with the secrets and the users in two tables is joined", async () => {
  const secret = `{"value":"DJmQfC73VGFhw7D4QJ8A"}`;
  const data = `{"subType":"totp","digits":6,"period":30,"algorithm":"HmacSHA1"}`;
  const { rows, missing } = await open(`COPY public.realm (id, name) FROM stdin;
${UUID}\tmaster
\\.
COPY public.credential (id, salt, type, user_id, created_date, user_label, secret_data, credential_data, priority) FROM stdin;
c1\t\\N\totp\t${UUID}\t1700000000000\tiPhone\t${secret}\t${data}\t10
\\.
COPY public.user_entity (id, email, email_constraint, realm_id, username) FROM stdin;
${UUID}\talice@example.com\talice@example.com\tr1\talice
\\.
`);
  expect(missing()).toEqual([null]);
  expect(rows.all.map(({ record }) => record)).toMatchObject([
    { externalId: UUID, username: "alice", email: "alice@example.com", device: "iPhone" },
  ]);
});
