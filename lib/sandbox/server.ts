import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BehaviourPatch } from "./behaviour";
import { failure } from "./envelope";
import { deliver, reply } from "./faults";
import type { SandboxUser } from "./pool";
import type { RequestLog } from "./request-log";
import { respond } from "./respond";
import { openSandbox } from "./sandbox";
import type { StoredOtp } from "./world";

export type SandboxOptions = BehaviourPatch & {
  /** On 127.0.0.1; 0, the default, is any free one. */
  port?: number | undefined;
  /** Must start with `sandbox`: by that prefix the console knows that it does not face the real GenAuth. */
  accessKeyId?: string | undefined;
  accessKeySecret?: string | undefined;
  /** Keeps the imported OTPs, secrets included, in this file. */
  stateFile?: string | undefined;
};

export type RunningSandbox = {
  /** `http://127.0.0.1:<port>` */
  host: string;
  port: number;
  accessKeyId: string;
  accessKeySecret: string;
  /** The pool's users, as in `seedPool`. */
  users: readonly SandboxUser[];
  /** Changes some switches at once; throws Error with one sentence for a malformed one. */
  set(patch: BehaviourPatch): void;
  /** What has been asked so far. */
  requests(): RequestLog;
  /** The OTP that the pool holds for a user, or undefined. */
  stored(userId: string): StoredOtp | undefined;
  /** Back to the start: first behaviour, seeded OTPs, nothing asked yet. */
  reset(): Promise<void>;
  /** Cuts every connection and stops. */
  close(): Promise<void>;
};

/**
 * Starts a stand-in for GenAuth on 127.0.0.1 (genauth-api.md). An access key id starts with `sandbox`.
 * @param options the switches of `behaviourSchema` and where to listen; all have defaults
 * @throws Error with one sentence: a malformed switch or state file, a key id without the prefix, a port in use
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { port = 0, accessKeyId, accessKeySecret, stateFile, ...behaviour } = options;
  const key = {
    accessKeyId: accessKeyId ?? `sandbox${randomBytes(9).toString("hex")}`,
    accessKeySecret: accessKeySecret ?? randomBytes(16).toString("hex"),
  };
  if (!/^sandbox[\w-]*$/.test(key.accessKeyId))
    throw new Error("A sandbox's access key id starts with `sandbox`.");
  const sandbox = openSandbox(key, behaviour, stateFile);

  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    respond(request, response, sandbox).catch(async () => {
      if (response.headersSent || response.destroyed) response.destroy();
      else {
        const answer = reply(failure(500, "Internal server error"), "http");
        await deliver(response, answer, "none", sandbox.behaviour());
      }
    });
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable)
      socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    else socket.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new Error(error.code === "EADDRINUSE" ? `Port ${port} is in use.` : `Port ${port} cannot be opened.`),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;

  return {
    host: `http://127.0.0.1:${address.port}`,
    port: address.port,
    ...key,
    get users() {
      return sandbox.world.users;
    },
    set(patch) {
      const changed = sandbox.change(patch);
      if (!changed.ok) throw new Error(changed.sentence);
    },
    requests: () => sandbox.requests.snapshot(),
    stored: (userId) => sandbox.world.otp(userId),
    reset: () => sandbox.reset(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await sandbox.idle();
    },
  };
}
