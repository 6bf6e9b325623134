import { beforeEach, expect, test, vi } from "vitest";
import { NotAllowed } from "@/lib/auth/authorise";
import type { Person } from "@/lib/auth/person";
import { ROLES, type Role } from "@/lib/otp/role";
import {
  addConnection,
  changeConnection,
  chooseConnection,
  removeConnection,
  shareConnection,
} from "./actions";

const asked = vi.hoisted(() => ({ person: null as Person | null, calls: [] as unknown[][] }));
vi.mock("@/lib/auth/person", () => ({ currentPerson: async () => asked.person }));
vi.mock("@/lib/auth/connection-desk", () => {
  const heard =
    (name: string) =>
    async (_person: Person, ...given: unknown[]) => {
      asked.calls.push([name, ...given]);
      return { ok: true, id: ID };
    };
  return Object.fromEntries(
    ["addConnection", "changeConnection", "shareConnection", "removeConnection"].map((name) => [
      name,
      heard(name),
    ]),
  );
});

const ID = "3f1f0d0e-8d9b-4b69-9c3f-7a8b1a2c3d4e";
const FIELDS = {
  name: " Production ",
  host: "8.8.8.8",
  accessKeyId: "key-1",
  accessKeySecret: " marked-secret\n",
  tenantId: "",
};
const as = (role: Role) => {
  asked.person = { id: role, name: role, role };
};
beforeEach(() => {
  asked.calls = [];
  as("owner");
});

const ALL: [string, () => Promise<unknown>][] = [
  ["addConnection", () => addConnection(FIELDS)],
  ["changeConnection", () => changeConnection(ID, FIELDS)],
  ["shareConnection", () => shareConnection(ID, { everyone: true, people: [] })],
  ["removeConnection", () => removeConnection(ID)],
];

test.each(ALL)("%s is for owners only", async (_name, call) => {
  for (const role of ROLES.filter((role) => role !== "owner")) {
    as(role);
    await expect(call()).rejects.toEqual(new NotAllowed(403));
  }
  asked.person = null;
  await expect(call()).rejects.toEqual(new NotAllowed(401));
  expect(asked.calls).toEqual([]);
  as("owner");
  expect(await call()).toEqual({ ok: true, id: ID });
  expect(asked.calls).toHaveLength(1);
});

test("what is typed is trimmed and spelt in one way", async () => {
  await addConnection(FIELDS);
  const { accessKeyId, tenantId } = FIELDS;
  expect(asked.calls).toEqual([
    [
      "addConnection",
      {
        name: "Production",
        host: "https://8.8.8.8",
        accessKeyId,
        accessKeySecret: "marked-secret",
        tenantId,
      },
    ],
  ]);
});

test.each([
  undefined,
  "text",
  { ...FIELDS, id: ID },
  { ...FIELDS, publicOnly: false },
  { ...FIELDS, name: "" },
  { ...FIELDS, name: "a\u202eb" },
  { ...FIELDS, host: "http://8.8.8.8" },
  { ...FIELDS, host: "https://8.8.8.8/path" },
  { ...FIELDS, accessKeyId: "key\r\nx-injected: 1" },
  { ...FIELDS, accessKeySecret: "marked secret" },
  { ...FIELDS, accessKeySecret: { toString: "marked" } },
  { ...FIELDS, tenantId: "a/b" },
  { ...FIELDS, __proto__: null, constructor: 1 },
])("%j is turned away, and nothing of it comes back", async (forged) => {
  for (const reply of [await addConnection(forged), await changeConnection(ID, forged)]) {
    expect(reply).toEqual({ ok: false, code: "malformed" });
  }
  expect(asked.calls).toEqual([]);
});

test.each([undefined, "", "environment", `${ID}x`, [ID], { id: ID }])("%j is no id", async (id) => {
  const malformed = { ok: false, code: "malformed" };
  expect(await changeConnection(id, FIELDS)).toEqual(malformed);
  expect(await shareConnection(id, { everyone: true, people: [] })).toEqual(malformed);
  expect(await removeConnection(id)).toEqual(malformed);
  expect(asked.calls).toEqual([]);
});

test.each([
  "127.0.0.1",
  "localhost",
  "https://10.0.0.1",
  "169.254.169.254",
  "[::1]",
  "http://127.0.0.1:4000",
])("a key for %s is not stored unless the operator permits that host", async (host) => {
  const no = { ok: false, code: "field", field: "host", problem: "private_address" };
  expect(await addConnection({ ...FIELDS, host })).toEqual(no);
  expect(await changeConnection(ID, { ...FIELDS, host })).toEqual(no);
  expect(asked.calls).toEqual([]);
  vi.stubEnv("FERRY_PRIVATE_HOSTS", "127.0.0.1,localhost,10.0.0.1,169.254.169.254,[::1]");
  expect(await addConnection({ ...FIELDS, host })).toEqual({ ok: true, id: ID });
  vi.unstubAllEnvs();
});

test("nobody can have a choice remembered who uses no connections", async () => {
  as("auditor");
  await expect(chooseConnection("environment")).rejects.toEqual(new NotAllowed(403));
});
