import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { consoleOrigin } from "@/lib/env/console-url";
import { refusalOf } from "@/lib/env/request-rules";

/**
 * The content security policy of a page, with a nonce for each answer. connect-src 'self' is the line that matters most here:
 * the page holds secrets, and there is nowhere else to send them. Style attributes are for the places of virtual rows; images
 * may be blobs for what the admin drops.
 */
function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "worker-src 'self'",
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Every request comes by here before it reaches anything of ours: what is not for this console goes no further. The headers of
 * the answer are there already (app/guard-servers.ts); pages get their own policy.
 */
export function proxy(request: NextRequest): NextResponse {
  const status = refusalOf(request, consoleOrigin());
  // RFC 9110 section 15.5.6: whoever is told that a method will not do is told which would.
  if (status !== null)
    return new NextResponse(null, {
      status,
      headers: status === 405 ? { allow: "GET, HEAD, POST, DELETE" } : {},
    });

  const headers = new Headers(request.headers);
  // Next compares an action's Origin with it, and anybody can write it: the Origin has been looked at above.
  headers.delete("x-forwarded-host");
  const from = request.headers.get("origin");
  if (from !== null && URL.canParse(from)) headers.set("x-forwarded-host", new URL(from).host);
  if (request.nextUrl.pathname.startsWith("/_next/static/"))
    return NextResponse.next({ request: { headers } });

  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const csp = pagePolicy(nonce, process.env.NODE_ENV === "development");
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", csp);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", csp);
  return response;
}
