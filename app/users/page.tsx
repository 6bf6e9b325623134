import { pagePerson } from "@/app/page-door";
import { FindUserView } from "@/components/users/find-user-view";
import { connectionsOf } from "@/lib/auth/connections";

export default async function UsersPage() {
  const [connection] = await connectionsOf(await pagePerson("users"));
  return connection ? <FindUserView connection={connection.id} /> : null;
}
