import type { Browser } from "playwright";
import { startSandbox } from "@/lib/sandbox/server";
import { startConsole } from "@/scripts/start-console";
import { ConsolePage } from "./console-page";
import { makeCsv } from "./make-csv";
import { makeRows } from "./make-rows";

export type ImportFigures = {
  /** From the confirmed Import to the last row's outcome. */
  importMs: number;
  longestTaskMs: number;
  rendererMb: number;
};

/** Measures an import of every row of a file, each of a user of the pool, by way of the server and its stand-in GenAuth. */
export async function measureImport(browser: Browser, path: string, rows: number): Promise<ImportFigures> {
  const sandbox = await startSandbox({ users: rows * 2 });
  const server = await startConsole({
    GENAUTH_HOST: sandbox.host,
    GENAUTH_ACCESS_KEY_ID: sandbox.accessKeyId,
    GENAUTH_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
  });
  try {
    const users = sandbox.users
      .filter(({ status, otp }) => status === "Activated" && otp === null)
      .slice(0, rows);
    const generated = makeRows(rows);
    makeCsv(
      path,
      users.map(({ userId }) => ({
        ...(generated.next().value as { secret: string; recoveryCode: string }),
        userId,
      })),
    );
    const console = await ConsolePage.open(browser, server.url);
    await console.load(path, users.length);
    await console.longestTask();
    await console.page.getByRole("button", { name: /^Import [\d,]+ rows/ }).click();
    const importMs = await console.took(
      () => console.page.getByRole("button", { name: "Start the import" }).click(),
      () =>
        [...document.querySelectorAll("button")].some(({ textContent }) => /report/i.test(textContent ?? "")),
      null,
    );
    return { importMs, longestTaskMs: await console.longestTask(), rendererMb: await console.close() };
  } finally {
    server.stop();
    await sandbox.close();
  }
}
