import { z } from "zod";
import { changing, reading } from "@/app/api/guarded";

/** Whether one is signed in still, and as whom: a page asks it by itself. */
export const GET = reading("account", async ({ id }) => Response.json({ id }));

/** The same, from a page in which somebody has just done something that no server has seen. */
export const POST = changing<undefined, unknown>("account", z.undefined(), async ({ person: { id } }) =>
  Response.json({ id }),
);
