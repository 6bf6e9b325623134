// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { rowView, show } from "@/components/testing";
import { LOCALES, type Locale } from "@/lib/i18n/locale";
import { ISSUE_CODES } from "@/lib/otp/issue";
import {
  DOUBT_CODES,
  HALT_CODES,
  MISMATCH_CODES,
  type Outcome,
  REFUSAL_CODES,
  SKIP_CODES,
  UNVERIFIED_CODES,
} from "@/lib/otp/outcome";
import type { RowView } from "@/lib/sheet/row-view";
import { Inspector } from "./inspector";

const sourceName = (index: number) => (index === 0 ? "users.csv" : "more.csv");

function read(row: Partial<RowView>, locale: Locale = "en"): string {
  const { container, unmount } = show(<Inspector row={rowView(row)} sourceName={sourceName} />, locale);
  const text = container.textContent ?? "";
  unmount();
  return text;
}

describe("the row under the cursor", () => {
  test("is told apart by its file, its line and its user", () => {
    show(<Inspector row={rowView({ line: 1234 })} sourceName={sourceName} />);
    expect(screen.getByRole("heading").textContent).toBe("users.csv, line 1,234");
    expect(screen.getByRole("region", { name: "The row under the cursor" }).textContent).toContain(
      "5f8d0d55b54764421b7156c1",
    );
  });

  test("is told by its other name too: the table may have room for the user id alone", () => {
    const { user } = rowView();
    const said = read({ user: { ...user, email: "ken.berg@example.com" } });
    expect(said).toContain("5f8d0d55b54764421b7156c1");
    expect(said).toContain("ken.berg@example.com");
  });

  test("is told by GenAuth’s own name, and what was so before the import is not said after it", () => {
    const member = { status: "Activated", displayName: "Ken Berg", enrolled: false };
    expect(read({ member })).toContain("In GenAuth: Ken Berg (Activated), has no OTP.");
    const done = read({ member, state: "verified", outcome: { state: "verified" }, lock: "done" });
    expect(done).toContain("In GenAuth: Ken Berg (Activated).");
  });

  test("with nothing wrong says so, until there is an outcome to tell", () => {
    expect(read({})).toContain("Nothing to say against this row.");
    expect(read({ state: "verified", outcome: { state: "verified" }, lock: "done" })).not.toContain(
      "Nothing to say",
    );
  });

  test("tells its errors first, then warnings, then notes, each in a whole sentence", () => {
    const issues = (
      ["secret_normalised", "secret_weak", "user_duplicate", "parameters_assumed"] as const
    ).map((code) => ({ code, twin: code === "user_duplicate" ? { line: 9, source: null } : null }));
    show(
      <Inspector
        row={rowView({ state: "blocked", issues, secret: { bits: 80, given: true } })}
        sourceName={sourceName}
      />,
    );
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Error: Line 9 names the same user, and a user has one OTP. Remove one of them.",
      "Warning: The secret has 80 bits; RFC 4226 asks for 128 or more. It works.",
      "Note: Spaces, dashes, padding or case were tidied. The key is the same.",
      "Note: The source does not state all of type, algorithm, digits and period. TOTP, SHA-1, 6, 30 s are assumed.",
    ]);
  });

  test("names the file of another row that it is about, where that is another file", () => {
    const twin = { line: 9, source: 1 };
    const issues = (["user_duplicate", "secret_duplicate"] as const).map((code) => ({ code, twin }));
    const said = read({ state: "blocked", issues });
    expect(said).toContain("Line 9 of more.csv names the same user");
    expect(said).toContain("Line 9 of more.csv has the same secret");
    expect(read({ state: "blocked", issues }, "zh-CN")).toContain("“more.csv”第 9 行是同一个用户");
  });

  test("says with the source’s own words what GenAuth cannot compute", () => {
    const parameters = { type: "totp", algorithm: "SHA256", digits: "8", period: "60" };
    const codes = ["algorithm_unsupported", "digits_unsupported", "period_unsupported"] as const;
    const issues = codes.map((code) => ({ code, twin: null }));
    const said = read({ parameters, issues, state: "blocked" });
    expect(said).toContain("SHA256: GenAuth computes only SHA-1");
    expect(said).toContain("8 digits: GenAuth computes only 6");
    expect(said).toContain("A period of 60 s: GenAuth computes only 30 s");
    const chinese = read({ parameters, issues, state: "blocked" }, "zh-CN");
    expect(chinese).toContain("错误: 算法为 SHA256，而 GenAuth 只支持 SHA-1");
  });

  test("that GenAuth refused tells what to quote to GenAuth; one that is in has nothing to quote", () => {
    const numbers = { statusCode: 404, apiCode: 2004, requestId: "r-1" };
    const refused: Outcome = { state: "refused", code: "user_not_found", ...numbers };
    expect(read({ state: "refused", outcome: refused })).toContain(
      "Quote to GenAuth: statusCode 404, apiCode 2004, requestId r-1",
    );
    const verified: Outcome = { state: "verified", requestId: "r-1" };
    expect(read({ state: "verified", outcome: verified, lock: "done" })).not.toContain("r-1");
  });

  test("says why it cannot be changed", () => {
    expect(read({ state: "sending", outcome: { state: "sending" }, lock: "in_run" })).toContain(
      "cannot be changed now",
    );
    expect(read({ state: "accepted", outcome: { state: "accepted" }, lock: "done" })).toContain(
      "GenAuth holds this row",
    );
  });
});

const OUTCOMES: Outcome[] = [
  { state: "waiting" },
  { state: "sending" },
  { state: "accepted" },
  { state: "verified" },
  { state: "stopped" },
  ...UNVERIFIED_CODES.map((code): Outcome => ({ state: "accepted", code })),
  ...MISMATCH_CODES.map((code): Outcome => ({ state: "mismatch", code })),
  ...SKIP_CODES.map((code): Outcome => ({ state: "skipped", code })),
  ...REFUSAL_CODES.map((code): Outcome => ({ state: "refused", code })),
  ...DOUBT_CODES.map((code): Outcome => ({ state: "unknown", code })),
  ...HALT_CODES.map((code): Outcome => ({ state: "stopped", code })),
];

describe.each(LOCALES)("in %s", (locale) => {
  test("every outcome is one sentence or more, each its own", () => {
    const said = OUTCOMES.map((outcome) => read({ state: outcome.state, outcome }, locale));
    expect(new Set(said).size).toBe(OUTCOMES.length);
    for (const text of said) expect(text).toMatch(/[.。]$/);
  });

  test("every issue is one sentence or more, each its own, with everything filled in", () => {
    const said = ISSUE_CODES.map((code) =>
      read({ issues: [{ code, twin: { line: 3, source: 1 } }], state: "blocked", recoveryCodes: 2 }, locale),
    );
    expect(new Set(said).size).toBe(ISSUE_CODES.length);
    for (const text of said) expect(text).not.toMatch(/[{}]|undefined|null/);
  });
});
