import "server-only";

import { headers } from "next/headers";
import { isLoopbackHost } from "./loopback";

export type Admin = { id: string };

/**
 * The admin of this request; every action and route handler begins with it. Until sign-in comes there is one: whoever
 * sits at this machine. The server listens on 127.0.0.1 only; a page on the web that has its own name resolve there
 * (DNS rebinding) still sends that name, and is turned away. Throws for anyone else.
 */
export async function requireAdmin(): Promise<Admin> {
  const host = (await headers()).get("host");
  if (!isLoopbackHost(host)) throw new Error("Not allowed: this console answers only on this machine.");
  return { id: "local" };
}
