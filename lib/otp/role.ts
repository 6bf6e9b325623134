/** What somebody may be in this console. */
export const ROLES = ["owner", "admin", "support", "auditor"] as const;
export type Role = (typeof ROLES)[number];

/** What somebody may do in it; every action and route handler names one. */
export const PERMISSIONS = [
  /** Add, change and share connections. */
  "connections",
  /** Invite people and give them roles. */
  "people",
  /** Say how long runs are kept: everybody's. */
  "retention",
  /** Import rows into a pool, and delete the runs that did. */
  "imports",
  /** Find one user of a pool and fix the OTP. */
  "users",
  /** Read runs, their rows and reports. */
  "history",
  /** Read who did what. */
  "audit",
  /** One's own account. */
  "account",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const MAY: Record<Role, readonly Permission[]> = {
  // Whoever sets a console up alone must be able to use it: an owner may do all of it.
  owner: PERMISSIONS,
  admin: ["imports", "users", "history", "account"],
  support: ["users", "account"],
  auditor: ["history", "audit", "account"],
};

/** Whether a role may do it. */
export function permits(role: Role, permission: Permission): boolean {
  return MAY[role].includes(permission);
}

/** Whether a role sees everybody's runs and not only its own. */
export function seesAllRuns(role: Role): boolean {
  return role === "owner" || role === "auditor";
}

/** Whether a role may use connections at all: to import, or to look after users. */
export function usesConnections(role: Role): boolean {
  return permits(role, "imports") || permits(role, "users");
}
