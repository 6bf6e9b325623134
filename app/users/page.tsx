import { onConnection, type PoolQuery } from "@/app/on-connection";
import { pagePerson } from "@/app/page-door";
import { FindUserView } from "@/components/users/find-user-view";

export default async function UsersPage({ searchParams }: { searchParams: PoolQuery }) {
  const person = await pagePerson("users");
  return onConnection(person, searchParams, ({ id }) => <FindUserView key={id} connection={id} />);
}
