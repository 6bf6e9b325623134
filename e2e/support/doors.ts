import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as http } from "@playwright/test";
import type { Permission } from "@/lib/otp/role";

/** Every way into the server, and what one has to be allowed for it; `anybody`: it is how one signs in, or shows nothing. */
export const DOORS: Record<string, Permission | "anybody"> = {
  "app/actions.ts checkConnection": "imports",
  "app/actions.ts checkPool": "imports",
  "app/actions.ts findEnrolments": "imports",
  "app/actions.ts findUsers": "imports",
  "app/actions.ts importRows": "imports",
  "app/actions.ts openRun": "imports",
  "app/account/actions.ts changeOwnPassword": "account",
  "app/account/actions.ts confirmOwnSecondFactor": "account",
  "app/account/actions.ts endSessionOfMine": "account",
  "app/account/actions.ts newBackupCodes": "account",
  "app/account/actions.ts setUpSecondFactor": "account",
  "app/account/actions.ts signOut": "account",
  "app/account/actions.ts turnOffSecondFactor": "account",
  "app/people/actions.ts disable": "people",
  "app/people/actions.ts endSessionsOf": "people",
  "app/people/actions.ts giveRole": "people",
  "app/people/actions.ts invite": "people",
  "app/people/actions.ts remove": "people",
  "app/people/actions.ts resetFactor": "people",
  "app/people/actions.ts withdraw": "people",
  "app/sign-in/actions.ts enterCode": "anybody",
  "app/sign-in/actions.ts signIn": "anybody",
  "app/sign-in/actions.ts toProvider": "anybody",
  "app/welcome/actions.ts join": "anybody",
  "app/welcome/actions.ts lookAtInvitation": "anybody",
  "app/connections/actions.ts addConnection": "connections",
  "app/connections/actions.ts changeConnection": "connections",
  "app/connections/actions.ts chooseConnection": "users",
  "app/connections/actions.ts removeConnection": "connections",
  "app/connections/actions.ts shareConnection": "connections",
  "app/users/actions.ts checkCode": "users",
  "app/users/actions.ts saveOtp": "users",
  "GET /api/auth/callback/oidc": "anybody",
  "GET /api/audit": "audit",
  "GET /api/audit/export": "audit",
  "GET /api/audit/verify": "audit",
  "GET /api/health/live": "anybody",
  "GET /api/health/ready": "anybody",
  "POST /api/retention": "retention",
  "POST /api/reveals": "users",
  "GET /api/runs": "history",
  "POST /api/runs": "imports",
  "GET /api/runs/[runId]": "history",
  "DELETE /api/runs/[runId]": "imports",
  "POST /api/runs/[runId]/command": "imports",
  "POST /api/runs/[runId]/doubts": "imports",
  "GET /api/runs/[runId]/events": "history",
  "GET /api/runs/[runId]/failed": "imports",
  "GET /api/runs/[runId]/pages": "history",
  "GET /api/runs/[runId]/report": "history",
  "GET /api/runs/[runId]/rows": "history",
  "POST /api/runs/[runId]/rows": "imports",
  "GET /api/session": "account",
  "POST /api/session": "account",
  "GET /api/users/[userId]": "users",
  "GET /api/users/runs/[runId]/events": "users",
  "POST /api/users/search": "users",
  "GET /connection": "anybody",
  "GET /connections": "imports",
  "GET /icon.svg": "anybody",
  "GET /template": "imports",
  "GET /users": "users",
  "GET /users/[userId]": "users",
  "GET /": "account",
  "GET /audit": "audit",
  "GET /account": "account",
  "GET /people": "people",
  "GET /sign-in": "anybody",
  "GET /welcome": "anybody",
  "GET /history": "history",
  "GET /history/[runId]": "history",
};

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** What Next itself adds. */
const OF_NEXT = /^\/(?:_global-error|_not-found)$/;

const read = <T>(file: string): T => JSON.parse(readFileSync(`.next/${file}`, "utf8"));

type Actions = Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
const actions = Object.entries(read<{ node: Actions }>("server/server-reference-manifest.json").node);
const routes = Object.entries(read<Record<string, string>>("app-path-routes-manifest.json")).filter(
  ([, path]) => !OF_NEXT.test(path),
);

const concrete = (path: string) => path.replaceAll(/\[[^\]]+\]/g, randomUUID());

/** What the server says to a call: 200 for anything but a refusal. */
type Call = (cookie: string) => Promise<200 | 401 | 403 | 405>;

/** All ways in of the build that is being served. */
export async function doors(url: string): Promise<Map<string, Call>> {
  const context = await http.newContext({ maxRedirects: 0 });
  const found = new Map<string, Call>();
  for (const [id, { filename, exportedName, workers }] of actions) {
    const path = (Object.keys(workers)[0] ?? "").replace(/^app/, "").replace(/\/page$/, "") || "/";
    found.set(`${filename} ${exportedName}`, async (cookie) => {
      const headers = { cookie, origin: url, "next-action": id, "content-type": "text/plain;charset=UTF-8" };
      const response = await context.post(url + concrete(path), { headers, data: "[null]" });
      const refusal = /not-allowed-(401|403)/.exec(await response.text())?.[1];
      return refusal ? (Number(refusal) as 401 | 403) : 200;
    });
  }
  for (const [entry, path] of routes) {
    const page = entry.endsWith("/page");
    for (const method of page ? (["GET"] as const) : METHODS) {
      const call: Call = async (cookie) => {
        const headers = { cookie, origin: url };
        const response = await context.fetch(url + concrete(path), { method, headers });
        // To sign in, or to set up the second factor that one owes.
        const away =
          response.status() === 307 && /\/sign-in|\/account$/.test(response.headers().location ?? "");
        const status = away ? 401 : response.status();
        return status === 401 || status === 403 || status === 405 ? status : 200;
      };
      if ((await call("")) !== 405) found.set(`${method} ${path}`, call);
    }
  }
  return found;
}
