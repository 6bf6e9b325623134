import { notFound } from "next/navigation";
import { onConnection, type PoolQuery } from "@/app/on-connection";
import { pagePerson } from "@/app/page-door";
import { checkCode, saveOtp } from "@/app/users/actions";
import { UserView } from "@/components/users/user-view";
import { pathUserId } from "@/lib/otp/user-id";

type Props = { params: Promise<{ userId: string }>; searchParams: PoolQuery };

export default async function UserPage({ params, searchParams }: Props) {
  const person = await pagePerson("users");
  const userId = pathUserId((await params).userId);
  if (userId === null) notFound();
  return onConnection(person, searchParams, ({ id }) => (
    <UserView
      key={`${id} ${userId}`}
      connection={id}
      userId={userId}
      checkCode={checkCode.bind(null, id)}
      saveOtp={saveOtp.bind(null, id)}
    />
  ));
}
