import { beforeAll, expect, test, vi } from "vitest";
import { freshDataFolder } from "@/scripts/support/test-database";
import { GET as exported } from "./audit/export/route";
import { GET as audit } from "./audit/route";
import { GET as runs } from "./runs/route";

vi.mock("@/lib/auth/person", () => ({ currentPerson: async () => ({ id: "o", name: "o", role: "owner" }) }));

beforeAll(async () => {
  process.env.FERRY_DATA = await freshDataFolder();
}, 60_000);

test.each([
  ["audit", audit, "who=%00"],
  ["audit", audit, "search=a%00"],
  ["audit", audit, "from=0000-01-01T00:00:00Z"],
  ["the export of the audit", exported, "format=csv&search=%00"],
  ["runs", runs, "who=%00"],
  ["runs", runs, "before=0000-01-01T00:00:00Z"],
])("what the database cannot be asked for is a malformed question about %s", async (_, get, query) => {
  expect((await get(new Request(`http://127.0.0.1/?${query}`), {})).status).toBe(400);
});
