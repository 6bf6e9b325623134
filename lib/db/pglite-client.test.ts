import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshDataFolder } from "@/scripts/support/test-database";
import { openDatabase } from "./open-database";

test("a database that has broken down says so, and keeps nobody waiting", async () => {
  const folder = await freshDataFolder();
  const { db, lost, close } = await openDatabase({ folder });
  // As on a full disk, where it cannot begin the next file of its log.
  rmSync(join(folder, "ledger", "pg_wal"), { recursive: true });
  const broken = db.execute("select pg_switch_wal()").then(() => db.execute("create table more (a text)"));
  await expect(broken).rejects.toThrow();
  expect(await lost).toMatchObject({ severity: "PANIC" });
  await expect(db.execute("select 1")).rejects.toThrow();
  await expect(close()).rejects.toThrow();
  rmSync(folder, { recursive: true, force: true });
});

test("one that is closed has not broken down", async () => {
  const folder = await freshDataFolder();
  const { lost, close } = await openDatabase({ folder });
  await close();
  expect(await Promise.race([lost, "well"])).toBe("well");
  rmSync(folder, { recursive: true, force: true });
});
