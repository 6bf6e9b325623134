import { expect, type Locator } from "@playwright/test";
import { ROW_STATES, type RowState } from "@/lib/sheet/row";
import type { FileLike } from "./files";
import { Screen } from "./screen";

export type ColumnName =
  | "line"
  | "user"
  | "secret"
  | "parameters"
  | "recoveryCode"
  | "issues"
  | "outcome"
  | "actions";

type Counts = Partial<Record<RowState, number>>;

const numberIn = (text: string) => Number(text.replace(/\D/g, ""));

/** The Import screen. */
export class ImportScreen extends Screen {
  get grid(): Locator {
    return this.page.getByRole("grid", { name: this.t("table.label") });
  }
  get sources(): Locator {
    return this.page.getByRole("list", { name: this.t("sources.title") }).getByRole("listitem");
  }
  get inspector(): Locator {
    return this.page.getByRole("region", { name: this.t("inspector.label") });
  }
  /** How the last run ended. */
  get summary(): Locator {
    return this.page.getByRole("status").filter({ has: this.reportButton });
  }
  get reportButton(): Locator {
    return this.page.getByRole("button", { name: this.t("run.report") });
  }
  get running(): Locator {
    return this.page.getByRole("region", { name: this.t("run.running") });
  }
  get stopButton(): Locator {
    return this.running.getByRole("button", { name: this.t("run.stop") });
  }
  importButton(rows: number): Locator {
    return this.page.getByRole("button", { name: this.t("run.import", { rows }), exact: true });
  }
  /** In the review that opens before an import. */
  get confirmButton(): Locator {
    return this.dialog.getByRole("button", { name: this.t("review.confirm"), exact: true });
  }
  retryButton(rows: number): Locator {
    return this.page.getByRole("button", { name: this.t("run.retry", { rows }), exact: true });
  }
  get stateFilter(): Locator {
    return this.page.getByRole("group", { name: this.t("filter.states") });
  }
  stateChip(state: RowState): Locator {
    return this.stateFilter.getByRole("button", { name: this.t(`state.${state}`) });
  }
  get issueFilter(): Locator {
    return this.page.getByRole("combobox", { name: this.t("filter.issue"), exact: true });
  }
  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.t("filter.search") });
  }
  get columnPanel(): Locator {
    return this.page.getByRole("form").filter({
      has: this.page.getByRole("button", { name: this.t("columns.use") }),
    });
  }

  /** What the line below the table says. */
  get said(): Locator {
    return this.page.locator("[data-grid-said]");
  }
  /** The selected cells that are on the page. */
  get selected(): Locator {
    return this.grid.getByRole("gridcell", { selected: true });
  }

  /** Through the system's file picker. */
  async choose(...files: FileLike[]): Promise<void> {
    const start = this.page.getByRole("button", { name: this.t("start.choose") });
    const more = this.page.getByRole("button", { name: this.t("start.addFiles") });
    const picker = this.page.waitForEvent("filechooser");
    await start.or(more).click();
    await (await picker).setFiles(files);
  }

  async paste(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: this.t("start.paste") }).fill(text);
    await this.page.getByRole("button", { name: this.t("start.pasteRead") }).click();
  }

  /** A row by anything that only it shows, such as its user id. */
  row(text: string): Locator {
    return this.grid.getByRole("row").filter({ hasText: text });
  }

  async cell(row: string, column: ColumnName): Promise<Locator> {
    const headers = this.grid.getByRole("columnheader");
    await expect(headers.first()).toBeVisible();
    const names = await headers.allTextContents();
    const at = names.findIndex((name) => name.trim() === this.t(`table.${column}`));
    expect(at, `the column ${column}`).toBeGreaterThanOrEqual(0);
    return this.row(row).getByRole("gridcell").nth(at);
  }

  /** The field of the cell that is being edited. */
  get editor(): Locator {
    return this.grid.getByRole("textbox");
  }

  /** Opens a cell by a double click, overwrites it and leaves it with Enter. */
  async edit(row: string, column: ColumnName, text: string): Promise<void> {
    await (await this.cell(row, column)).dblclick();
    await expect(this.editor).toBeFocused();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press("Enter");
    await expect(this.editor).toBeHidden();
  }

  async expectState(row: string, state: RowState): Promise<void> {
    await expect(await this.cell(row, "outcome")).toHaveText(this.t(`state.${state}`));
  }

  /** Puts the cursor on a row, so that the inspector speaks of it. */
  async inspect(row: string): Promise<void> {
    await (await this.cell(row, "outcome")).click();
  }

  /** Asks for a row's secret; its button stands in the row under the pointer. */
  async reveal(row: string, line: number): Promise<void> {
    await this.row(row).hover();
    await this.row(row)
      .getByRole("button", { name: this.t("table.reveal", { line }) })
      .click();
  }

  /** Starts the import of `rows` rows: by its button, and by the one that confirms it. */
  async startImport(rows: number, before: "keep" | "replace" = "keep"): Promise<void> {
    await this.importButton(rows).click();
    await this.dialog.getByRole("radio", { name: this.t(`review.choice.${before}`) }).check();
    await this.confirmButton.click();
    await expect(this.dialog).toBeHidden();
  }

  /** Starts the import of `rows` rows and waits until it is over. */
  async importAll(rows: number, before: "keep" | "replace" = "keep"): Promise<void> {
    await this.startImport(rows, before);
    await expect(this.summary).toContainText(this.t("run.doneTitle"), { timeout: 60_000 });
  }

  /** How many rows are in each state, by the filter's chips. The chip for all rows must be their sum. */
  async counts(): Promise<Counts> {
    // In one step: chips come and go while a run is under way.
    const texts = await this.stateFilter.evaluate((group) =>
      [...group.querySelectorAll("button")].map(({ textContent }) => textContent ?? ""),
    );
    const counts: Counts = {};
    let all = 0;
    for (const text of texts) {
      const name = text.replace(/[\d,.\s]+$/, "").trim();
      const state = ROW_STATES.find((known) => this.t(`state.${known}`) === name);
      // A chip stays while it is pressed, also when it counts nothing any more.
      if (!state) all = numberIn(text);
      else if (numberIn(text) > 0) counts[state] = numberIn(text);
    }
    const sum = Object.values(counts).reduce((total, count) => total + count, 0);
    expect(sum, "the states add up to all rows").toBe(all);
    return counts;
  }

  /** Exactly these states and no other. */
  async expectCounts(expected: Counts): Promise<void> {
    await expect(async () => expect(await this.counts()).toEqual(expected)).toPass({
      timeout: 15_000,
      intervals: [50],
    });
  }

  /** A run is under way, and the first rows are in. */
  async someVerified(): Promise<void> {
    const verified = async () => (await this.counts()).verified ?? 0;
    await expect.poll(verified, { intervals: [50] }).toBeGreaterThan(0);
  }

  /** The states with their counts as the summary of a run lists them. */
  async summaryCounts(): Promise<Counts> {
    const texts = await this.summary.evaluate((notice) =>
      [...notice.querySelectorAll("li")].map(({ textContent }) => textContent ?? ""),
    );
    return Object.fromEntries(
      texts.map((text) => {
        const name = text.replace(/[\d,.\s]+$/, "").trim();
        return [ROW_STATES.find((known) => this.t(`state.${known}`) === name) ?? name, numberIn(text)];
      }),
    );
  }

  /** Saves the report and reads it. */
  async report(): Promise<string> {
    const download = this.page.waitForEvent("download");
    await this.reportButton.click();
    const stream = await (await download).createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString("utf8");
  }
}

/** Drops files onto an element, as the file manager would. */
export async function dropOn(target: Locator, files: readonly FileLike[]): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle(
    (given) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    },
    files.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") })),
  );
  for (const event of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(event, { dataTransfer });
  await dataTransfer.dispose();
}
