import { afterEach, expect, test, vi } from "vitest";
import { RowPager } from "./row-pager";

afterEach(() => vi.unstubAllGlobals());

/** Something that comes when it is let go. */
function held() {
  let letGo: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { promise, letGo };
}

test("a page that was asked for before all of its rows were counted, and came after that, is asked for again", async () => {
  const counting = held();
  const reading = held();
  const asked: string[] = [];
  const row = (place: number) => ({
    ...{ id: place, source: 0, line: place + 2, userId: `u${place}`, attempts: 1, at: null },
    outcome: { state: "verified" },
  });
  vi.stubGlobal("fetch", async (path: string) => {
    if (path.includes("/pages?")) {
      const encoder = new TextEncoder();
      const lines = new ReadableStream({
        async start(stream) {
          stream.enqueue(encoder.encode(`${JSON.stringify({ rows: 250, afters: [-1, 199] })}\n`));
          await counting.promise;
          stream.enqueue(encoder.encode(`${JSON.stringify({ rows: 400, afters: [] })}\n`));
          stream.close();
        },
      });
      return new Response(lines);
    }
    const given = new URL(path, "http://console.example").searchParams;
    const [after, most] = [Number(given.get("after")), Number(given.get("most"))];
    asked.push(`${after} ${most}`);
    if (most === 50) await reading.promise;
    return Response.json({ rows: Array.from({ length: most }, (_, at) => row(after + 1 + at)) });
  });
  const pager = new RowPager("run", { states: [], search: "" });
  pager.look(200, 300);
  const counted = pager.count();
  await vi.waitFor(() => expect(asked).toContain("199 50"));
  counting.letGo();
  await counted;
  reading.letGo();
  await vi.waitFor(() => expect(pager.state().rows.at(260)?.id).toBe(260));
  expect(pager.state().rows.length).toBe(400);
  pager.close();
});
