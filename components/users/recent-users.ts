import type { PoolUserView } from "@/lib/otp/pool-user-view";

const MOST = 8;

/** In the memory of this tab only: whom somebody has looked at is nobody else's business. */
let recent: readonly PoolUserView[] = [];

/** The users whose pages were opened in this tab, the last one first. */
export function recentUsers(): readonly PoolUserView[] {
  return recent;
}

export function rememberUser(user: PoolUserView): void {
  recent = [user, ...recent.filter(({ userId }) => userId !== user.userId)].slice(0, MOST);
}
