import { permits, type Role } from "@/lib/otp/role";

/** The screens, in the order of the menu, and what one has to be allowed for each. */
const SCREENS = [
  { href: "/", name: "import", permission: "imports" },
  { href: "/users", name: "users", permission: "users" },
  { href: "/history", name: "history", permission: "history" },
  { href: "/connections", name: "connections", permission: "imports" },
  { href: "/audit", name: "audit", permission: "audit" },
] as const;

/** The screens that a role may see. */
export function screensOf(role: Role) {
  return SCREENS.filter(({ permission }) => permits(role, permission));
}

/** Where somebody of a role begins. */
export function homeOf(role: Role): string {
  return screensOf(role)[0]?.href ?? "/account";
}
