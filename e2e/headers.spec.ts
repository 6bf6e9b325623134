import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:http";
import { expect, test } from "@/e2e/support/test";

type Answer = { status: number; headers: IncomingHttpHeaders };

/** Not by fetch: it would write Host and Origin itself, tidy the path and follow redirects. */
function ask(base: string, path: string, headers: Record<string, string> = {}, method = "GET", body = "") {
  const { hostname, port } = new URL(base);
  return new Promise<Answer>((resolve, reject) => {
    const asking = request({ host: hostname, port, path, method, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "permissions-policy": expect.stringMatching(/^camera=\(self\), microphone=\(\), /),
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
};

test("every kind of answer has its headers", async ({ server }) => {
  const page = await (await fetch(server.url)).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? "";
  const kinds: [string, number, Record<string, string>?, string?][] = [
    ["/", 200],
    ["/connections", 200],
    ["/connection", 308],
    ["/history/", 308],
    ["//evil.example/", 308],
    ["/nowhere", 404],
    ["/api/nowhere", 404],
    ["/users/%ff", 500],
    ["/api/runs", 200],
    ["/samples/sample.csv", 200],
    ["/icon.svg", 200],
    ["/_next/static/nowhere.js", 404],
    ["/", 421, { host: "evil.example" }],
    ["/api/runs", 421, { host: "evil.example" }],
    [script, 421, { host: "evil.example" }],
    ["/", 403, {}, "POST"],
    ["/api/runs", 403, {}, "POST"],
  ];
  for (const [path, status, headers, method] of kinds) {
    const answer = await ask(server.url, path, headers, method);
    expect({ path, status: answer.status }).toEqual({ path, status });
    expect(answer.headers, path).toMatchObject(EVERYWHERE);
    if (path !== script) expect(answer.headers["cache-control"], path).toContain("no-store");
    expect(answer.headers["x-powered-by"]).toBe(undefined);
    expect(answer.headers["strict-transport-security"]).toBe(undefined);
  }
  const built = await ask(server.url, script);
  expect(built).toMatchObject({ status: 200, headers: EVERYWHERE });
  expect(built.headers["cache-control"]).toContain("immutable");
});

test("a page runs only scripts with its own nonce, and no inline style sheet without", async ({ server }) => {
  const seen = new Set<string>();
  for (let times = 0; times < 2; times++) {
    const answer = await fetch(server.url);
    const policy = answer.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    seen.add(nonce);
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).toMatch(/style-src 'self' 'nonce-[^']+';/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline/);
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  }
  expect(seen.size).toBe(2);
});

test("forged requests change nothing", async ({ server }) => {
  const own = new URL(server.url).origin;
  const host = new URL(server.url).host;
  const action = { "next-action": "0".repeat(42), "content-type": "text/plain;charset=UTF-8" };
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: "https://evil.example", "x-forwarded-host": host, host: "evil.example" },
    { origin: own, "sec-fetch-site": "cross-site" },
    { origin: own, "sec-fetch-site": "same-site" },
  ] as Record<string, string>[])
    for (const path of ["/", "/api/runs", "/connections"])
      expect([403, 421]).toContain((await ask(server.url, path, { ...action, ...headers }, "POST")).status);
  // An honest one with a name that a proxy in front, or anybody, has made up gets as far as Next, which knows no such action.
  const honest = await ask(
    server.url,
    "/",
    { ...action, origin: own, "x-forwarded-host": "evil.example" },
    "POST",
  );
  expect(honest.status).toBe(409);
  const large = "x".repeat(5 * 1024 * 1024);
  const refused = await ask(server.url, "/", { ...action, origin: own }, "POST", large);
  expect(refused.status).toBe(413);
  // In chunks nobody knows how large it will be: not even an action, which reads its body before it looks who calls.
  const chunked = await ask(
    server.url,
    "/",
    { ...action, origin: own, "transfer-encoding": "chunked" },
    "POST",
    "[]",
  );
  expect(chunked.status).toBe(411);
});
