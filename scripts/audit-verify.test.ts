import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { recordAudit } from "@/lib/db/audit";
import { openDatabase } from "@/lib/db/open-database";
import { freshDataFolder } from "./support/test-database";

process.env.FERRY_SECRET = "the key of this test, and of nobody else";
let folder = "";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(env: Record<string, string> = {}, ...given: string[]) {
  const args = ["--conditions", "react-server", "--import", "tsx", "scripts/audit-verify.ts", ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, FERRY_DATA: folder, DATABASE_URL: "", ...env },
  });
  return { status, said: stdout + stderr };
}

test("npm run audit:verify says whether the audit is whole, and what is wrong with it", async () => {
  folder = await freshDataFolder();
  const { db, close } = await openDatabase({ folder });
  const event = { who: "1", name: "ann", action: "run_deleted", subject: "run", details: {} } as const;
  for (let at = 0; at < 3; at++) await recordAudit(db, event);
  expect(verify(), "while a console has it").toMatchObject({
    status: 2,
    said: expect.stringContaining("A console uses"),
  });
  await close();

  const whole = verify();
  expect(whole).toMatchObject({ status: 0, said: expect.stringContaining("The audit is whole: 3 entries.") });
  const noted = /Note (\S+) for/.exec(whole.said)?.[1] ?? "";
  expect(verify({}, "--noted", noted).status).toBe(0);
  expect(verify({}, "--noted", "3:0123456789abcdef")).toMatchObject({
    status: 1,
    said: expect.stringContaining("entry 3 is not as it was written"),
  });
  expect(verify({}, "--noted", "three").status).toBe(2);
  expect(verify({ FERRY_SECRET: "" })).toMatchObject({ status: 2, said: expect.stringContaining("no key") });
  expect(verify({ FERRY_SECRET: "the key of another console, long enough" }).status).toBe(1);

  const again = await openDatabase({ folder });
  await again.db.execute(sql`alter table audit disable trigger audit_append_only`);
  await again.db.execute(sql`delete from audit where id = 2`);
  await again.close();
  expect(verify()).toMatchObject({
    status: 1,
    said: expect.stringContaining("entry 2 is missing. 1 before it"),
  });
}, 120_000);
