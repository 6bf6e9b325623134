import type { z } from "zod";
import { changing } from "@/app/api/guarded";
import { connectionFor } from "@/lib/auth/connections";
import { searchUsers } from "@/lib/genauth/search-users";
import { searchRequestSchema } from "@/lib/otp/pool-user-view";

/**
 * Finds users of the connection `?connection=` as somebody types. A route handler and not an action: what was typed before
 * must not be waited for. What is typed comes in the body, since addresses are written down in many places.
 */
export const POST = changing<z.infer<typeof searchRequestSchema>, unknown>(
  "users",
  searchRequestSchema,
  async ({ person, data, request }) => {
    const connection = await connectionFor(person, new URL(request.url).searchParams.get("connection"));
    const reply = await searchUsers(connection, data.query, request.signal);
    return Response.json(reply, { headers: { "cache-control": "no-store" } });
  },
);
