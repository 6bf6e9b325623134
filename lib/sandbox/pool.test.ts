import { expect, test } from "vitest";
import { seedPool, TENANTS } from "./pool";

test("ids never change from run to run", () => {
  expect(seedPool(2).map((user) => user.userId)).toMatchInlineSnapshot(`
    [
      "e6b6540550af7e0dfbdf502a",
      "0f27562c19070a8935965b9c",
    ]
  `);
});

test("a smaller pool is the beginning of a larger one", () => {
  expect(seedPool(10)).toEqual(seedPool(1_000).slice(0, 10));
});

test("every name of a user is unique", () => {
  const users = seedPool(5_000);
  for (const key of ["userId", "email", "phone", "username", "externalId"] as const) {
    expect(new Set(users.map((user) => user[key])).size).toBe(users.length);
  }
  expect(users.every((user) => /^[0-9a-f]{24}$/.test(user.userId))).toBe(true);
});

test("shares of the default pool", () => {
  const users = seedPool();
  const share = (is: (user: (typeof users)[number]) => boolean) => users.filter(is).length / users.length;
  expect(users).toHaveLength(1_000);
  expect(share((user) => user.status !== "Activated")).toBeCloseTo(0.03, 1);
  expect(new Set(users.map((user) => user.status)).size).toBe(5);
  expect(share((user) => user.otp !== null)).toBeCloseTo(0.05, 1);
  for (const tenant of TENANTS)
    expect(share((user) => user.tenantId === tenant.tenantId)).toBeGreaterThan(0.05);
  expect(users.slice(0, 20).every((user) => user.status === "Activated" && user.otp === null)).toBe(true);
});
