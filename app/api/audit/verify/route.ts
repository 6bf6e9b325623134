import { reading } from "@/app/api/guarded";
import { verifyAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";

/** Checks the whole audit, as `npm run audit:verify` does while no console is running. */
export const GET = reading("audit", async () => Response.json(await verifyAudit((await getLedger()).db)));
