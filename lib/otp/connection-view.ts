import type { ConnectionShare } from "./connection-fields";

/** What a page may know of a connection: all but its key's secret. */
export type ConnectionView = {
  id: string;
  name: string;
  host: string;
  accessKeyId: string;
  /** Null for the whole pool. */
  tenantId: string | null;
  sandbox: boolean;
  /** Given by the environment: the console cannot change it. */
  fixed: boolean;
  /** Its key was sealed under another FERRY_SECRET, or has been tampered with: it has to be entered anew. */
  locked: boolean;
};

/** A connection as its owner sees it. `share`: null when it is for all who use any. */
export type ManagedConnection = ConnectionView & { share: ConnectionShare | null };
