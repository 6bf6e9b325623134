import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { readText } from "./body";
import type { Reply } from "./faults";
import type { Sandbox } from "./sandbox";

/** Where another process looks at the sandbox and changes its switches. */
export const CONTROL_PATH = "/__sandbox";
/** The header that must carry the access key secret. */
export const CONTROL_HEADER = "x-sandbox-secret";

const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(value),
});

function allowed(request: IncomingMessage, secret: string): boolean {
  // A page in a browser could reach 127.0.0.1 under a name of its own: only the address itself will do.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) return false;
  const [given, wanted] = [Buffer.from(String(request.headers[CONTROL_HEADER] ?? "")), Buffer.from(secret)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * The control endpoint:
 * `GET` gives `{ behaviour, requests, storedCount }`, with `?userId=` also `stored` (that user's OTP or null);
 * `PATCH` with a JSON object changes switches and gives the new behaviour, 400 and a sentence if one is malformed;
 * `DELETE` puts everything back to the start.
 */
export async function control(request: IncomingMessage, search: string, sandbox: Sandbox): Promise<Reply> {
  if (!allowed(request, sandbox.key.accessKeySecret)) {
    return json(403, { error: `${CONTROL_HEADER} must be the access key secret.` });
  }
  const state = () => ({
    behaviour: sandbox.behaviour(),
    requests: sandbox.requests.snapshot(),
    storedCount: sandbox.world.otps().size,
  });
  switch (request.method) {
    case "GET": {
      const userId = new URLSearchParams(search).get("userId");
      return json(200, userId === null ? state() : { ...state(), stored: sandbox.world.otp(userId) ?? null });
    }
    case "DELETE":
      await sandbox.reset();
      return json(200, state());
    case "PATCH": {
      let patch: unknown;
      try {
        patch = JSON.parse((await readText(request)) ?? "");
      } catch {
        return json(400, { error: "The body must be JSON." });
      }
      const changed = sandbox.change(patch);
      return changed.ok
        ? json(200, { behaviour: sandbox.behaviour() })
        : json(400, { error: changed.sentence });
    }
    default:
      return json(405, { error: "GET, PATCH or DELETE." });
  }
}
