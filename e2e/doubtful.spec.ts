import { csvOf } from "@/e2e/support/files";
import { people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import type { BehaviourPatch } from "@/lib/sandbox/behaviour";

/**
 * No definite answer to import-otp, and how often the list has to be sent for each row to be in, once. The two timeouts
 * are mere waiting: far apart, so that they do not leave both workers idle at once.
 */
const DOUBTS: readonly { name: string; fault: BehaviourPatch; sendings: number }[] = [
  { name: "a timeout after storing", fault: { fault: "timeout-after-store" }, sendings: 1 },
  { name: "a reset after storing", fault: { fault: "reset-after" }, sendings: 1 },
  { name: "a reset before storing", fault: { fault: "reset-before" }, sendings: 2 },
  { name: "an answer that breaks off", fault: { fault: "cut-during" }, sendings: 1 },
  { name: "a 500 although it is stored", fault: { fault: "status-500", faultStores: true }, sendings: 1 },
  { name: "a gateway's 502, nothing stored", fault: { fault: "status-502" }, sendings: 2 },
  { name: "a page of HTML although it is stored", fault: { fault: "html", faultStores: true }, sendings: 1 },
  { name: "an empty body, nothing stored", fault: { fault: "empty" }, sendings: 2 },
  {
    name: "half a JSON although it is stored",
    fault: { fault: "truncated", faultStores: true },
    sendings: 1,
  },
  { name: "a timeout before storing", fault: { fault: "timeout-before-store" }, sendings: 2 },
];

for (const { name, fault, sendings } of DOUBTS) {
  test(`${name} is settled by reading back, not by guessing`, async ({ app, sandbox }) => {
    const persons = people(sandbox, 3);
    sandbox.set(fault);
    await app.open();
    await app.choose(csvOf(persons));
    await app.startImport(3);
    await expect(app.summary).toBeVisible({ timeout: 40_000 });
    await app.expectCounts({ verified: 3 });
    for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
    expect(sandbox.requests().imports).toHaveLength(sendings);
    expect(new Set(sentUsers(sandbox)).size).toBe(3);
  });
}
