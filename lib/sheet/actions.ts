import type { FeedReply, ImportRequest, OpenRequest } from "@/lib/otp/import-request";
import type { RunCommand } from "@/lib/otp/run-view";
import type { EnrolmentEvent, LookupReply, LookupRequest } from "@/lib/otp/user-lookup";

/** The way to the server's runs. Each call rejects when the server cannot be reached. */
export type RunApi = {
  open(request: OpenRequest): Promise<FeedReply>;
  feed(key: string, request: ImportRequest): Promise<FeedReply>;
  /** Also fulfilled when no such run is under way any more. */
  command(key: string, command: RunCommand): Promise<void>;
  /** The events after a cursor as they come, each still to be parsed; ends or throws when the connection does. Without one only how it goes. */
  follow(key: string, after: number | null, signal: AbortSignal): AsyncIterable<unknown>;
};

/** Whether users of the pool are asked for codes; `unseen`: the key may not see it; `failed`: nobody could ask. */
export type PoolState = "on" | "off" | "unseen" | "failed";

/** The pool that rows go to, as people know it. */
export type PoolTarget = { name: string; host: string };

/** What the page needs of the server for an import; app/ provides it. */
export type ImportActions = {
  runs: RunApi;
  /** Looks users up by any of their names. */
  findUsers(request: LookupRequest): Promise<LookupReply>;
  /** Looks which of these users have an OTP already. */
  findEnrolments(request: { userIds: string[] }): Promise<LookupReply<EnrolmentEvent>>;
  checkPool(): Promise<PoolState>;
};
