import { expect, test, vi } from "vitest";
import { ConnectionRefused } from "@/lib/auth/connection-refused";
import { reading } from "./guarded";

vi.mock("@/lib/auth/person", () => ({ currentPerson: async () => ({ id: "o", name: "o", role: "owner" }) }));

const asking = (thrown: Error) =>
  reading<unknown>("users", async () => {
    throw thrown;
  })(new Request("http://127.0.0.1/"), {});

test.each(["gone", "locked"] as const)("a connection that is %s is data, not a failure", async (why) => {
  const response = await asking(new ConnectionRefused(why));
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ connection: why });
});

test("what else goes wrong is no refusal", async () => {
  await expect(asking(new Error("broken"))).rejects.toThrow("broken");
});
