// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import type { Remote } from "comlink";
import Papa from "papaparse";
import { describe, expect, test, vi } from "vitest";
import { InWords, rowView } from "@/components/testing";
import type { Locale } from "@/lib/i18n/locale";
import type { RowView } from "@/lib/sheet/row-view";
import type { Sheet } from "@/lib/sheet/sheet";
import { saveFile } from "./save-file";
import { useReport } from "./use-report";

vi.mock("./save-file", () => ({ saveFile: vi.fn() }));

/** What is downloaded: its text, its cells by line, its name. */
async function report(rows: RowView[], locale: Locale = "en", sourceName = () => "users.csv") {
  const { result } = renderHook(() => useReport(sourceName), {
    wrapper: ({ children }) => <InWords locale={locale}>{children}</InWords>,
  });
  const sheet = { report: async (start: number, end: number) => rows.slice(start, end) };
  await result.current(sheet as unknown as Remote<Sheet>);
  const [blob, name] = vi.mocked(saveFile).mock.lastCall ?? [];
  if (!blob) throw new Error("nothing was saved");
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const { data } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
  return { text, name, type: blob.type, head: data[0], lines: data.slice(1) };
}

const VERIFIED = rowView({ state: "verified", outcome: { state: "verified" }, lock: "done" });

test("is a CSV file that Excel reads as UTF-8, with a line for every row however many", async () => {
  const rows = Array.from({ length: 4001 }, (_, id) => rowView({ ...VERIFIED, id, line: id + 2 }));
  const { text, name, type, lines } = await report(rows);
  expect([text.charAt(0), name, type]).toEqual(["\ufeff", "otp-ferry-report.csv", "text/csv;charset=utf-8"]);
  expect(lines).toHaveLength(4001);
  expect(lines.map((line) => line[1])).toEqual(rows.map(({ line }) => String(line)));
});

describe("a line says", () => {
  test("whose row it was, what became of it, and what to quote", async () => {
    const numbers = { statusCode: 404, apiCode: 2004, requestId: "r-1" };
    const refused = rowView({
      state: "refused",
      outcome: { state: "refused", code: "user_not_found", ...numbers },
    });
    const { head, lines } = await report([refused]);
    expect(head).toEqual(
      "source,line,user_id,named_by,outcome,code,explanation,status_code,api_code,request_id".split(","),
    );
    expect(lines).toEqual([
      [
        "users.csv",
        "12",
        "5f8d0d55b54764421b7156c1",
        "ann@example.com",
        "refused",
        "user_not_found",
        "GenAuth has no such user in this pool. Check the user id, or create the user first.",
        "404",
        "2004",
        "r-1",
      ],
    ]);
  });

  test("of a blocked row its worst issue, in words", async () => {
    const issues = (["secret_weak", "user_duplicate"] as const).map((code) => ({
      code,
      twin: { line: 3, source: null },
    }));
    const [line] = (await report([rowView({ state: "blocked", issues })])).lines;
    expect(line?.slice(4, 7)).toEqual([
      "blocked",
      "user_duplicate",
      expect.stringContaining("Line 3 names the same"),
    ]);
  });

  test("of a row that was not part of a run nothing but that", async () => {
    const issues = [{ code: "secret_weak" as const, twin: null }];
    const [line] = (await report([rowView({ state: "ready", issues })])).lines;
    expect(line?.slice(4)).toEqual(["ready", "", "", "", "", ""]);
  });

  test("everything in Chinese, codes aside", async () => {
    const { head, lines } = await report([VERIFIED], "zh-CN");
    expect(head?.slice(0, 3)).toEqual(["来源", "行号", "用户 ID"]);
    expect(lines[0]?.[6]).toBe("GenAuth 中的密钥与此完全一致。");
  });
});

test("names in it that a spreadsheet would run are text", async () => {
  const { user } = rowView();
  const row = rowView({ ...VERIFIED, user: { ...user, userId: "=1+1", email: "@SUM(A1)" } });
  const { lines } = await report([row], "en", () => "+cmd.csv");
  expect(lines[0]?.slice(0, 4)).toEqual(["'+cmd.csv", "12", "'=1+1", "'@SUM(A1)"]);
});
