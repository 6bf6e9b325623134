import { expect, test } from "vitest";
import { inspectFiles } from "./inspect-files";
import { printReport } from "./inspect-text";

test("a name out of a file neither begins a line nor tells the terminal anything", async () => {
  const label = encodeURIComponent("eve\u001b[2K\n  9  ok  \u202ebob");
  const blob = new Blob([`otpauth://totp/${label}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ`]);
  const { reports } = await inspectFiles([{ file: "a.txt", blob }], { reveal: false, password: "", key: "" });
  const text = printReport(reports);
  expect(text.split("\n")).toHaveLength(3);
  expect(text).toContain("label=eve\ufffd[2K\ufffd  9  ok  \ufffdbob");
});
