import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SAMPLE_FOLDER, SAMPLES } from "@/components/import/samples";
import { ISSUE_CODES, type IssueCode } from "@/lib/otp/issue";
import { inspectFiles } from "./inspect-files";

const folder = `public${SAMPLE_FOLDER}`;
const open = (names: readonly string[]) =>
  inspectFiles(
    names.map((name) => ({ file: name, blob: new Blob([readFileSync(`${folder}/${name}`)]) })),
    { reveal: false, password: "", key: "" },
  );

/** What no file can show by itself. */
const BY_OTHERS: readonly IssueCode[] = [
  // GenAuth says it when users are looked for, or checked before sending.
  "user_not_found",
  "user_ambiguous",
  "user_inactive",
  "user_outside_tenant",
  "user_has_otp",
  // They come with a choice of the admin.
  "user_inactive_accepted",
  "secret_short_accepted",
  "recovery_none_taken",
  // Only in a file of which a part is under another key.
  "secret_locked",
];

test("the sample of issues shows each of them that a file can show", async () => {
  const issues = SAMPLES.find(({ id }) => id === "issues");
  const { reports } = await open(issues?.files ?? []);
  const shown = new Set(
    reports.flatMap(({ records }) => records.flatMap((record) => record.issues.map(({ code }) => code))),
  );
  expect(ISSUE_CODES.filter((code) => !shown.has(code)).sort()).toEqual([...BY_OTHERS].sort());
});

test("every sample is recognised, and no file lies there for nothing", async () => {
  const names = SAMPLES.flatMap(({ files }) => [...files]);
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
  const { reports, understood } = await open(names);
  expect(understood).toBe(true);
  expect(reports.map(({ problem }) => problem)).toEqual(names.map(() => null));
});
