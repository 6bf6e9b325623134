// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { DoubtsReply } from "@/lib/otp/doubts";
import { DEFAULT_OPTIONS, type RunView } from "@/lib/otp/run-view";
import { LookAgain } from "./look-again";

afterEach(() => vi.unstubAllGlobals());

const RUN: RunView = {
  key: "00000000-0000-4000-8000-000000000000",
  who: "ann",
  host: "https://a.example",
  pool: "p",
  sources: [],
  options: DEFAULT_OPTIONS,
  state: "interrupted",
  halt: null,
  total: 300,
  received: 300,
  counts: { verified: 50, unknown: 250 },
  sentTo: 299,
  createdAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:01:00.000Z",
  pace: null,
};

function serverSays(...replies: (DoubtsReply | null)[]): unknown[] {
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", async (_path: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body));
    const reply = replies.shift();
    return reply ? Response.json(reply) : new Response(null, { status: 500 });
  });
  return asked;
}

const press = () => screen.getByRole("button", { name: "Look at GenAuth again" }).click();

test("asks until all rows have been looked at, and adds up what came of it", async () => {
  const asked = serverSays(
    { ok: true, verified: 199, stopped: 0, mismatch: 0, unknown: 1, last: 199 },
    { ok: true, verified: 40, stopped: 8, mismatch: 2, unknown: 0, last: null },
  );
  const onSeen = vi.fn();
  show(<LookAgain run={RUN} onSeen={onSeen} />);
  expect(screen.getByText("250 rows have no known outcome")).toBeTruthy();
  press();
  await waitFor(() =>
    expect(screen.getByRole("status").textContent).toBe(
      "239 rows verified, 8 not in GenAuth, 2 mismatches, 1 row still unknown.",
    ),
  );
  expect(asked).toEqual([{ after: -1 }, { after: 199 }]);
  expect(onSeen).toHaveBeenCalledTimes(2);
});

test.each<[DoubtsReply | null, RegExp]>([
  [{ ok: false, code: "no_connection" }, /no connection to the user pool/],
  [{ ok: false, code: "permission" }, /permission|may not/i],
  [null, /server did not answer/],
])("says why nobody could look: %j", async (reply, sentence) => {
  serverSays(reply);
  show(<LookAgain run={RUN} onSeen={vi.fn()} />);
  press();
  await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(sentence));
  await waitFor(() => expect(screen.getByRole("button").hasAttribute("disabled")).toBe(false));
});

test("where everything is known, nothing is offered", () => {
  show(<LookAgain run={{ ...RUN, counts: { verified: 300 } }} onSeen={vi.fn()} />);
  expect(screen.queryByRole("button")).toBe(null);
});
