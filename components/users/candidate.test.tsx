// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { rowView } from "@/components/testing";
import { DEFAULT_CHOICES } from "@/lib/otp/check";
import type { PoolUserView } from "@/lib/otp/pool-user-view";
import { emptyRecord } from "@/lib/otp/record";
import { type Candidate, candidateOf, judge, namesAnother } from "./candidate";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const ANN: PoolUserView = {
  userId: "5f8d0d55b54764421b7156c1",
  displayName: "Ann",
  email: "ann@example.com",
  phone: "13000000001",
  username: "ann",
  externalId: "E1",
  status: "Activated",
};
const FILE = { name: "users.csv", size: 10 };

const candidate = (changes: Partial<Candidate["record"]> = {}): Candidate => ({
  record: { ...emptyRecord(1), secret: SECRET, ...changes },
  origin: { kind: "typed" },
  twins: [],
});
const judged = (given: Candidate, user = ANN, choices = DEFAULT_CHOICES, recoveryCode = "") =>
  judge(given, { user, recoveryCode, choices });

describe("a candidate is judged as a row of the table", () => {
  test("with nothing against it but that its parameters are assumed", () => {
    expect(judged(candidate())).toMatchObject({ secret: SECRET, issues: ["parameters_assumed"] });
  });

  test.each([
    [{ algorithm: "SHA256" }, "algorithm_unsupported"],
    [{ digits: "8" }, "digits_unsupported"],
    [{ period: "60" }, "period_unsupported"],
    [{ secret: "GEZDGNBV" }, "secret_short"],
    [{ secret: "GEZDGNB0" }, "secret_lookalike"],
    [{ type: "hotp" }, "type_hotp"],
  ] as const)("%j is blocked: %s", (changes, code) =>
    expect(judged(candidate(changes)).issues).toContain(code),
  );

  test("of an inactive user is blocked until that is accepted", () => {
    const gone = { ...ANN, status: "Suspended" };
    expect(judged(candidate(), gone).issues).toContain("user_inactive");
    const accepted = judged(candidate(), gone, { ...DEFAULT_CHOICES, acceptInactiveUsers: true });
    expect(accepted.issues).toContain("user_inactive_accepted");
    expect(judged(candidate(), { ...ANN, status: null }).issues).not.toContain("user_inactive");
  });

  test("and so is its recovery code", () => {
    expect(judged(candidate(), ANN, DEFAULT_CHOICES, "one").issues).toContain("recovery_shape");
    const fits = judged(candidate(), ANN, DEFAULT_CHOICES, " b471-8ec0-874a-087f-bccb-cd54 ");
    expect(fits).toMatchObject({ recoveryCode: "b471-8ec0-874a-087f-bccb-cd54", recoveryCodes: 1 });
  });
});

describe("a row of a table", () => {
  const revealed = { secretText: "spaced", secret: SECRET, recoveryCode: "r" };

  test("brings its secret, its parameters, and what cannot be seen by them", () => {
    const row = rowView({
      parameters: { type: "totp", algorithm: "SHA256", digits: "6", period: "30" },
      issues: [
        { code: "record_disabled", twin: null },
        { code: "algorithm_unsupported", twin: null },
        { code: "secret_duplicate", twin: { line: 4, source: null } },
        { code: "user_id_missing", twin: null },
      ],
    });
    const its = candidateOf(row, revealed, FILE);
    if (!its) throw new Error("no candidate");
    expect(its).toMatchObject({ origin: { kind: "record", name: "users.csv", line: 12 } });
    expect(judged(its).issues).toEqual(["algorithm_unsupported", "record_disabled", "secret_duplicate"]);
  });

  test("whose secret cannot be read has to be typed", () => {
    expect(candidateOf(rowView(), { ...revealed, secret: "" }, FILE)).toBeNull();
  });
});

test.each([
  [{}, null],
  [{ email: "ANN@example.com", username: "other" }, null],
  [{ phone: "+86 130 0000 0001" }, null],
  [{ label: "ann@example.com" }, null],
  [{ label: "My phone" }, null],
  [{ label: "bob@example.com" }, "bob@example.com"],
  [{ username: "bob" }, "bob"],
  [{ userId: "f".repeat(24), email: "bob@example.com" }, "f".repeat(24)],
  [{ phone: "13000000002" }, "13000000002"],
])("a record that says %j speaks of somebody else: %s", (changes, name) => {
  expect(namesAnother({ ...emptyRecord(1), ...changes }, ANN)).toBe(name);
});
