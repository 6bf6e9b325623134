/** Never made at the time of the build. */
export const dynamic = "force-dynamic";

/** That this process answers. For everybody: it tells nothing else. */
export function GET(): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}
