import "server-only";

import type { ConnectionRefusal } from "@/lib/otp/connection-refusal";
import { NotAllowed } from "./authorise";

/** The connection that somebody asks for cannot be used, which is not for their role. */
export class ConnectionRefused extends NotAllowed {
  readonly why: ConnectionRefusal;
  constructor(why: ConnectionRefusal) {
    super(403);
    this.why = why;
    this.message = `Not allowed: the connection ${why === "locked" ? "cannot be opened" : "is not there"}.`;
  }
}
