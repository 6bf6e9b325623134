// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { show, sourceView } from "@/components/testing";
import { PROBLEM_CODES } from "@/lib/formats/problem";
import { SECOND_FILES } from "@/lib/formats/second-file";
import { LOCALES, type Locale } from "@/lib/i18n/locale";
import type { SourceView } from "@/lib/sheet/state";
import { SourceList } from "./source-list";

function open(sources: SourceView[], locked = false, locale: Locale = "en") {
  const asked = { onColumns: vi.fn(), onReadAs: vi.fn(), onDrop: vi.fn() };
  const rendered = show(<SourceList sources={sources} locked={locked} {...asked} />, locale);
  return { ...asked, ...rendered };
}
const items = () => within(screen.getByRole("list", { name: "Sources" })).queryAllByRole("listitem");

describe("each source", () => {
  test("says what it is, how many rows it has, or how far it is", () => {
    open([
      sourceView({ index: 0, name: "a.csv", rows: 1200 }),
      sourceView({ index: 1, name: "", rows: 1, format: "json", candidates: ["json"] }),
      sourceView({ index: 2, name: "b.csv", status: "reading", read: 0.5 }),
    ]);
    expect(items().map((item) => item.textContent)).toEqual([
      expect.stringContaining("a.csvCSV · 1,200 rows"),
      expect.stringContaining("Pasted textJSON · 1 row"),
      expect.stringContaining("b.csvCSV · Reading, 50%"),
    ]);
  });

  test("can be taken away, or read otherwise, but not while a run is under way", async () => {
    const source = sourceView({ candidates: ["delimited", "uri-list"] });
    const { onDrop, onReadAs, unmount } = open([source]);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Read users.csv as" }), "uri-list");
    await userEvent.click(screen.getByRole("button", { name: "Remove users.csv" }));
    expect(onReadAs.mock.calls).toEqual([[source, "uri-list"]]);
    expect(onDrop.mock.calls).toEqual([[source]]);
    unmount();
    open([source], true);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Remove users.csv" }).disabled).toBe(true);
    expect(screen.getByRole<HTMLSelectElement>("combobox").disabled).toBe(true);
  });
});

test.each(LOCALES)(
  "a table that knows users only by id says which second file is missing, in %s",
  (locale) => {
    for (const secondFile of SECOND_FILES) {
      const { unmount } = open([sourceView({ name: "tokens.csv", secondFile })], false, locale);
      expect(screen.getByRole("status").textContent).toMatch(/^tokens\.csv.{20,}[.。]$/);
      unmount();
    }
  },
);

describe("a file that cannot be read", () => {
  test("is no source, and says by its name why and what to do", () => {
    open([sourceView({ name: "scan.pdf", status: "failed", problem: { problem: "pdf" }, rows: 0 })]);
    expect(items()).toEqual([]);
    expect(screen.getByRole("alert").textContent).toContain("scan.pdf");
    expect(screen.getByRole("alert").textContent).toContain("This is a PDF, a printout and not an export.");
  });

  test("to its end stays a source, with the rows before", () => {
    const problem = { problem: "line_too_long", values: { line: 7001 } } as const;
    open([sourceView({ status: "failed", problem, rows: 7000 })]);
    expect(items()).toHaveLength(1);
    expect(screen.getByRole("alert").textContent).toContain("Line 7,001 is longer than any record can be");
  });

  test.each(LOCALES)("has a sentence for every problem, with all or none of its values, in %s", (locale) => {
    for (const problem of PROBLEM_CODES) {
      for (const values of [{}, { app: "Aegis", line: 3, method: "scrypt", megabytes: 256 }]) {
        const failed = sourceView({ status: "failed", rows: 0, problem: { problem, values } });
        const { container, unmount } = open([failed], false, locale);
        expect(container.textContent).toMatch(/[.。]$/);
        expect(container.textContent).not.toMatch(/[{}]|undefined/);
        unmount();
      }
    }
  });
});
