import { FindUserView } from "@/components/users/find-user-view";
import { authorise } from "@/lib/auth/authorise";
import { connectionsOf } from "@/lib/auth/connections";

export default async function UsersPage() {
  const [connection] = await connectionsOf(await authorise("users"));
  return connection ? <FindUserView connection={connection.id} /> : null;
}
