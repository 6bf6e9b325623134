"use server";

import { z } from "zod";
import { authorise } from "@/lib/auth/authorise";
import * as desk from "@/lib/auth/connection-desk";
import { connectionsOf } from "@/lib/auth/connections";
import type { Person } from "@/lib/auth/person";
import { rememberConnection } from "@/lib/db/connection-store";
import { getLedger } from "@/lib/db/database";
import { isPrivateHostAllowed } from "@/lib/env/private-hosts";
import { mayReachHost } from "@/lib/genauth/reach";
import {
  type ConnectionFields,
  type ConnectionReply,
  connectionFieldsSchema,
  connectionShareSchema,
} from "@/lib/otp/connection-fields";

const MALFORMED: ConnectionReply = { ok: false, code: "malformed" };

/** Looks where the host is before its key is stored. At each call it is looked at again. */
async function stored(
  fields: ConnectionFields,
  store: (fields: ConnectionFields) => Promise<ConnectionReply>,
): Promise<ConnectionReply> {
  const { host } = fields;
  const reached = await mayReachHost({ host, publicOnly: !isPrivateHostAllowed(host) });
  return reached ? store(fields) : { ok: false, code: "field", field: "host", problem: "private_address" };
}

// What comes back says what was wrong with a field, and never what was in it.

/** Stores a connection with its key. */
export async function addConnection(fields: unknown): Promise<ConnectionReply> {
  const person = await authorise("connections");
  const { data } = connectionFieldsSchema.safeParse(fields);
  return data ? stored(data, (given) => desk.addConnection(person, given)) : MALFORMED;
}

/** Changes a connection; an empty secret leaves the one that is stored. */
export async function changeConnection(id: unknown, fields: unknown): Promise<ConnectionReply> {
  const person = await authorise("connections");
  const { data } = connectionFieldsSchema.safeParse(fields);
  const key = z.uuid().safeParse(id).data;
  return key && data ? stored(data, (given) => desk.changeConnection(person, key, given)) : MALFORMED;
}

/** Says who may use a connection, beside the owners. */
export async function shareConnection(id: unknown, share: unknown): Promise<ConnectionReply> {
  const person = await authorise("connections");
  const { data } = connectionShareSchema.safeParse(share);
  const key = z.uuid().safeParse(id).data;
  return key && data ? desk.shareConnection(person, key, data) : MALFORMED;
}

/** Removes a connection and its key. */
export async function removeConnection(id: unknown): Promise<ConnectionReply> {
  const person = await authorise("connections");
  const key = z.uuid().safeParse(id).data;
  return key ? desk.removeConnection(person, key) : MALFORMED;
}

async function mayUse(person: Person, id: string): Promise<boolean> {
  return (await connectionsOf(person)).some((view) => view.id === id);
}

/** Remembers the connection that this person has chosen, for their next visit. */
export async function chooseConnection(id: unknown): Promise<void> {
  const person = await authorise("users");
  const { data } = z.string().max(64).safeParse(id);
  if (data && (await mayUse(person, data))) await rememberConnection((await getLedger()).db, person.id, data);
}
