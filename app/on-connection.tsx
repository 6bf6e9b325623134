import "server-only";
import type { ReactNode } from "react";
import { NoConnection } from "@/components/connections/no-connection";
import { OnConnection } from "@/components/connections/on-connection";
import { connectionsOf, startingConnection } from "@/lib/auth/connections";
import type { Person } from "@/lib/auth/person";
import { isDemo } from "@/lib/env/startup";
import type { ConnectionView } from "@/lib/otp/connection-view";
import { permits } from "@/lib/otp/role";
import { chooseConnection } from "./connections/actions";

/** The query of a page's address, of which `connection` names the pool to work on. */
export type PoolQuery = Promise<{ connection?: string | string[] }>;

/** Draws a screen that works on one pool, or says why there is none. */
export async function onConnection(
  person: Person,
  query: PoolQuery,
  draw: (connection: ConnectionView) => ReactNode,
): Promise<ReactNode> {
  const usable = await connectionsOf(person);
  const chosen = await startingConnection(person, usable, (await query).connection);
  if (!chosen || chosen.locked) {
    const why = chosen ? "locked" : usable.length === 0 ? "none" : "gone";
    const others = usable.filter(({ locked }) => !locked);
    const manages = permits(person.role, "connections");
    return <NoConnection connections={others} why={why} manages={manages} remember={chooseConnection} />;
  }
  return (
    <OnConnection connections={usable} connection={chosen} announced={isDemo()} remember={chooseConnection}>
      {draw(chosen)}
    </OnConnection>
  );
}
