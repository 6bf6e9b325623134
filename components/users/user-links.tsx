import { ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { PoolUserView } from "@/lib/otp/pool-user-view";
import { nameOfUser, otherNames, userHref } from "./user-name";

/** Users to go to. */
export function UserLinks({ title, users }: { title: string; users: readonly PoolUserView[] }) {
  return (
    <Panel title={title}>
      <ul className="-mx-5 -my-4 divide-y divide-line">
        {users.map((user) => (
          <li key={user.userId}>
            <Link
              href={userHref(user.userId)}
              className="flex items-center gap-3 px-5 py-2.5 hover:bg-canvas focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 grow">
                <span className="font-medium break-words">{nameOfUser(user)}</span>
                <span className="block text-sm break-words text-ink-soft">
                  {otherNames(user).join(" · ")}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft" />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
