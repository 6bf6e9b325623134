import { openToAll } from "@/app/api/guarded";
import { getEngine } from "@/lib/auth/engine";

/** Where the OpenID provider sends people back to, with a code or a refusal. The one endpoint of better-auth that is served. */
export const GET = openToAll(async (request) => (await getEngine()).handler(request));
